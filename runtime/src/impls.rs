//! What is the same in every generated type, as one line a type.

/// `Deserialize` of a type by its [`Fields`](crate::Fields).
#[doc(hidden)]
#[macro_export]
macro_rules! impl_deserialize {
    ($ty:ident) => {
        impl<'de> $crate::serde::Deserialize<'de> for $ty {
            fn deserialize<D: $crate::serde::Deserializer<'de>>(
                json: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::fields(json)
            }
        }
    };
}

/// `JsonSchema` of a type by its name in a bundle, with the types that the schema refers to.
#[doc(hidden)]
#[macro_export]
macro_rules! impl_json_schema {
    ($ty:ident, $name:literal, $bundle:path, [$($reference:literal: $referred:ty),*]) => {
        impl $crate::schemars::JsonSchema for $ty {
            #[inline]
            fn schema_name() -> ::std::borrow::Cow<'static, str> {
                ::std::borrow::Cow::Borrowed($name)
            }

            #[inline]
            #[allow(unused_variables)]
            fn json_schema(
                generator: &mut $crate::schemars::SchemaGenerator,
            ) -> $crate::schemars::Schema {
                let references = [$(($reference, generator.subschema_for::<$referred>())),*];
                $crate::schema::definition(&$bundle, $name, &references)
            }
        }
    };
}
