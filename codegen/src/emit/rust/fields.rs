use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::emitter::Emitter;
use super::types::is_rust_default;
use crate::ir::{Object, Property, Ty, Type};
use crate::naming::ident;

/// A field and how it is read.
pub(super) struct Field<'a> {
    /// Its property in JSON.
    pub(super) property: &'a str,
    pub(super) name: Ident,
    pub(super) required: bool,
    /// What stands in it until it is read.
    pub(super) blank: TokenStream,
    pub(super) read: Read,
}

/// How a value gets into its field.
pub(super) enum Read {
    /// By this method of `runtime::Property`.
    By(&'static str),
    /// As this property of the object that the field is.
    Part(usize),
}

impl Field<'_> {
    /// Whether it is not yet declared, as the field of other parts is.
    pub(super) fn is_new(&self) -> bool {
        !matches!(self.read, Read::Part(1..))
    }
}

/// What becomes of properties that have no field.
pub(super) enum Others {
    Ignored,
    Refused,
    Kept(Ident),
}

/// How a struct is read from a JSON object.
pub(super) fn implementation(
    name: &Ident,
    fields: &[Field],
    others: &Others,
    answer: Option<TokenStream>,
) -> TokenStream {
    let properties = fields.iter().map(|field| field.property);
    let new = || fields.iter().filter(|field| field.is_new());
    let names = new().map(|field| &field.name);
    let blanks = new().map(|field| &field.blank);
    let rest = match others {
        Others::Kept(field) => Some(quote!(#field: runtime::blank(),)),
        _ => None,
    };
    let (required, take, others) = (required(fields), take(fields), self::others(others));
    let answer = answer.map(|reading| {
        quote! {
            fn from_answer<'de, D: serde::Deserializer<'de>>(answer: D) -> Result<Self, D::Error> {
                #reading
            }
        }
    });
    quote! {
        impl runtime::Fields for #name {
            const NAMES: &'static [&'static str] = &[#(#properties),*];
            #required
            #others
            fn blank() -> Self {
                Self { #(#names: #blanks,)* #rest }
            }
            #take
            #answer
        }
    }
}

fn required(fields: &[Field]) -> Option<TokenStream> {
    let required = fields
        .iter()
        .enumerate()
        .filter(|(_, field)| field.required);
    let indices: Vec<_> = required.map(|(index, _)| index_literal(index)).collect();
    (!indices.is_empty()).then(|| quote!(const REQUIRED: &'static [usize] = &[#(#indices),*];))
}

fn take(fields: &[Field]) -> TokenStream {
    let indices = (0..fields.len()).map(index_literal);
    let reads = fields.iter().map(read);
    quote! {
        fn take<'de, A: serde::de::MapAccess<'de>>(
            &mut self,
            index: usize,
            value: runtime::Property<'_, A>,
        ) -> Result<(), A::Error> {
            match index {
                #(#indices => #reads,)*
                _ => value.ignored(),
            }
        }
    }
}

fn read(field: &Field) -> TokenStream {
    let name = &field.name;
    match field.read {
        Read::By(method) => {
            let method = ident(method);
            quote!(value.#method(&mut self.#name))
        }
        Read::Part(index) => {
            let index = index_literal(index);
            quote!(runtime::Fields::take(&mut self.#name, #index, value))
        }
    }
}

fn others(others: &Others) -> Option<TokenStream> {
    let value = match others {
        Others::Ignored => return None,
        Others::Refused => quote!(Refused),
        Others::Kept(field) => quote!(Kept(|own| &mut own.#field)),
    };
    Some(quote!(const OTHERS: runtime::Others<Self> = runtime::Others::#value;))
}

fn index_literal(index: usize) -> proc_macro2::Literal {
    proc_macro2::Literal::usize_unsuffixed(index)
}

/// The `Deserialize` of a type: JSON in its own shape.
pub(super) fn deserialize(
    emitter: &Emitter,
    ty: &Type,
    object: &Object,
    answer: Option<TokenStream>,
) -> [TokenStream; 2] {
    let (name, in_input) = (ident(&ty.name), ty.in_input);
    let fields: Vec<Field> = object
        .properties
        .iter()
        .map(|property| own(emitter, property, in_input))
        .collect();
    let others = match (object.open, in_input) {
        (true, _) => Others::Kept(ident(super::answer::REST)),
        (false, true) => Others::Refused,
        (false, false) => Others::Ignored,
    };
    let fields = implementation(&name, &fields, &others, answer);
    [quote!(runtime::impl_deserialize!(#name);), fields]
}

/// A property of a type, in the type's own shape.
pub(super) fn own<'a>(emitter: &Emitter, property: &'a Property, in_input: bool) -> Field<'a> {
    let kept = emitter.ir.keeps_null(&property.ty);
    let integers = in_input && holds_integers(emitter, &property.ty);
    let read = match (property.is_option(), integers) {
        (true, true) => "present_integers",
        (true, false) if in_input || kept => "present",
        (false, true) => "integers",
        _ => "plain",
    };
    let default = property.keywords.default.as_ref();
    let blank = match default.filter(|_| !property.required) {
        _ if property.is_option() => quote!(None),
        Some(value) if is_rust_default(emitter.ir, value, &property.ty) => {
            quote!(Default::default())
        }
        Some(value) => emitter.value(value, &property.ty),
        None => quote!(runtime::blank()),
    };
    Field {
        property: &property.name,
        name: ident(&property.rust),
        required: property.required && !property.is_option() && (in_input || !kept),
        blank,
        read: Read::By(read),
    }
}

fn holds_integers(emitter: &Emitter, ty: &Ty) -> bool {
    match emitter.ir.plain(ty) {
        Ty::List(inner) | Ty::Map(inner) | Ty::Nullable(inner) => holds_integers(emitter, inner),
        plain => *plain == Ty::Integer,
    }
}
