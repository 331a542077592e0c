use super::{Function, Ir, Object, Origin, Property, Shape, Ty, TypeId};

impl Ir {
    /// The name and the module of each action and each sync.
    pub(crate) fn functions_and_syncs(&self) -> impl Iterator<Item = (&str, &str)> {
        let functions = self.functions.iter();
        let functions = functions.map(|one| (one.name.as_str(), one.module.as_str()));
        let syncs = self.syncs.iter();
        functions.chain(syncs.map(|one| (one.name.as_str(), one.module.as_str())))
    }

    /// The type without aliases in front of it.
    pub(crate) fn plain<'a>(&'a self, ty: &'a Ty) -> &'a Ty {
        let mut plain = ty;
        while let Ty::Type(id) = plain
            && let Shape::Alias(alias) = &self.types[*id].shape
        {
            plain = &alias.ty;
        }
        plain
    }

    /// The type without aliases and without `null`, which no keyword speaks of.
    pub(crate) fn present<'a>(&'a self, ty: &'a Ty) -> &'a Ty {
        match self.plain(ty) {
            Ty::Nullable(inner) => self.plain(inner),
            plain => plain,
        }
    }

    /// The object that a type is, if it is one.
    pub(crate) fn object(&self, ty: &Ty) -> Option<&Object> {
        match self.plain(ty) {
            Ty::Type(id) => match &self.types[*id].shape {
                Shape::Object(object) => Some(object),
                _ => None,
            },
            _ => None,
        }
    }

    /// Whether `null` is a value of the type.
    pub(crate) fn keeps_null(&self, ty: &Ty) -> bool {
        matches!(self.plain(ty), Ty::Any | Ty::Nullable(_))
    }

    /// Whether a value can be written into a text; null can where something else may be.
    pub(crate) fn is_text(&self, ty: &Ty) -> bool {
        match self.plain(ty) {
            Ty::String | Ty::Integer | Ty::Number | Ty::Boolean => true,
            Ty::Type(id) => matches!(self.types[*id].shape, Shape::Enum(_)),
            Ty::Nullable(inner) => self.is_text(inner),
            _ => false,
        }
    }

    /// The input object of a function.
    pub(crate) fn input(&self, function: &Function) -> &Object {
        self.input_of(function.input)
    }

    /// The input object of an action or a sync.
    pub(crate) fn input_of(&self, input: TypeId) -> &Object {
        match &self.types[input].shape {
            Shape::Object(object) => object,
            _ => unreachable!("the input of a function is made as an object"),
        }
    }
}

impl Object {
    pub(crate) fn property(&self, name: &str) -> Option<&Property> {
        self.properties
            .iter()
            .find(|property| property.name == name)
    }
}

impl Origin {
    /// The input of a sync that says which field it is, if one does.
    pub(crate) fn input(&self) -> Option<&str> {
        match self {
            Self::Path(path) => match path.as_slice() {
                [step] => named(step),
                _ => None,
            },
            _ => None,
        }
    }
}

/// The name in `{name}`.
pub(crate) fn named(text: &str) -> Option<&str> {
    text.strip_prefix('{')?.strip_suffix('}')
}

impl Property {
    /// Whether it is an `Option` in Rust: it may be left out, and nothing is put in its place.
    pub(crate) fn is_option(&self) -> bool {
        !self.required && self.keywords.default.is_none()
    }
}
