/// A value that fills a variable of an endpoint: one text, several, or none.
pub trait Expand {
    /// Hands every text to `take`.
    fn each(&self, take: &mut dyn FnMut(&str));
}

impl Expand for str {
    fn each(&self, take: &mut dyn FnMut(&str)) {
        take(self);
    }
}

impl Expand for String {
    fn each(&self, take: &mut dyn FnMut(&str)) {
        take(self);
    }
}

impl<T: Expand + ?Sized> Expand for &T {
    fn each(&self, take: &mut dyn FnMut(&str)) {
        (**self).each(take);
    }
}

impl<T: Expand> Expand for Option<T> {
    fn each(&self, take: &mut dyn FnMut(&str)) {
        if let Some(value) = self {
            value.each(take);
        }
    }
}

impl<T: Expand> Expand for Vec<T> {
    fn each(&self, take: &mut dyn FnMut(&str)) {
        for item in self {
            item.each(take);
        }
    }
}

macro_rules! as_displayed {
    ($($type:ty),+) => {$(
        impl Expand for $type {
            fn each(&self, take: &mut dyn FnMut(&str)) {
                take(&self.to_string());
            }
        }
    )+};
}

as_displayed!(
    bool, f32, f64, i8, i16, i32, i64, isize, u8, u16, u32, u64, usize
);
