use proc_macro2::TokenStream;
use quote::quote;

use super::emitter::Emitter;
use super::text::doc;
use super::types::checked;
use crate::expression::{Scope, truthy};
use crate::holding::spread;
use crate::ir::{Alias, Ir, Keywords, Object, Property, Shape, Ty, Type, TypeId};
use crate::naming::ident;

/// How a type that stands within an input is checked.
pub(super) fn implementation(emitter: &Emitter, id: TypeId, object: &Object) -> TokenStream {
    let name = ident(&emitter.ir.types[id].name);
    let statements: Vec<TokenStream> = statements(emitter, object);
    let at = if statements.is_empty() {
        quote!(_)
    } else {
        quote!(at)
    };
    quote! {
        impl runtime::Check for #name {
            #[inline]
            fn check(&self, #at: &mut runtime::Violations) {
                #(#statements)*
            }
        }
    }
}

/// How a value of a type that is another name for a bounded one is checked.
pub(super) fn of_alias(emitter: &Emitter, id: TypeId, alias: &Alias) -> TokenStream {
    let ty = &emitter.ir.types[id];
    let docs = doc(&format!(
        "Checks a value of `{}`, from `{}`.",
        ty.name, ty.source
    ));
    let looks = alias_looks(emitter, alias);
    let value = emitter.ty(emitter.ir.present(&alias.ty));
    quote! {
        #docs
        #[inline]
        pub(crate) fn check(value: &#value, at: &mut runtime::Violations) {
            #(#looks)*
        }
    }
}

fn alias_looks(emitter: &Emitter, alias: &Alias) -> Vec<TokenStream> {
    let mut looks = of_keywords(emitter, &alias.keywords, &alias.ty);
    looks.extend(of_type(emitter, &alias.ty));
    looks
}

/// By type: whether there is anything to check in a value of it, so that nothing is walked in vain.
pub(super) fn asking(ir: &Ir) -> Vec<bool> {
    let asks_itself = |ty: &Type| match &ty.shape {
        Shape::Alias(alias) => keywords_ask(ir, &alias.keywords, &alias.ty),
        Shape::Object(object) => object.properties.iter().any(|property| {
            property.fail_if.is_some() || keywords_ask(ir, &property.keywords, &property.ty)
        }),
        Shape::Enum(_) => false,
    };
    spread(ir, ir.types.iter().map(asks_itself).collect())
}

/// A statement for each property that has something to check.
pub(super) fn statements(emitter: &Emitter, object: &Object) -> Vec<TokenStream> {
    object
        .properties
        .iter()
        .filter_map(|property| statement(emitter, property))
        .collect()
}

fn statement(emitter: &Emitter, property: &Property) -> Option<TokenStream> {
    let mut looks = of_keywords(emitter, &property.keywords, &property.ty);
    looks.extend(of_type(emitter, &property.ty));
    if let Some(condition) = &property.fail_if {
        let scope = Scope::value(emitter.ir, property);
        let failed = checked(truthy(emitter.ir, &scope, &condition.expression));
        let text = &condition.text;
        looks.push(quote!(at.fail_if(#failed, #text);));
    }
    if looks.is_empty() {
        return None;
    }
    let (name, field) = (&property.name, ident(&property.rust));
    let nullable = matches!(emitter.ir.plain(&property.ty), Ty::Nullable(_));
    let value = match (property.is_option(), nullable) {
        (true, true) => quote!(self.#field.as_ref().and_then(Option::as_ref)),
        (true, false) | (false, true) => quote!(self.#field.as_ref()),
        (false, false) => quote!(Some(&self.#field)),
    };
    Some(quote!(at.property(#name, #value, |value, at| { #(#looks)* });))
}

/// What the type itself asks of a `value`.
fn of_type(emitter: &Emitter, ty: &Ty) -> Vec<TokenStream> {
    match ty {
        Ty::Nullable(inner) => of_type(emitter, inner),
        Ty::List(inner) => each(emitter, inner, &quote!(items)),
        Ty::Map(inner) => each(emitter, inner, &quote!(values)),
        Ty::Type(id) => match &emitter.ir.types[*id].shape {
            Shape::Alias(_) if emitter.asks(*id) => {
                let (root, module) = (emitter.root(), ident(&emitter.ir.types[*id].module));
                // By its whole path, for a module may be called like a function of this file.
                let name = ident(emitter.leaves.ty(*id));
                vec![quote!(#root::#module::#name::check(value, at);)]
            }
            Shape::Object(_) if emitter.asks(*id) => {
                vec![quote!(runtime::Check::check(value, at);)]
            }
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}

fn each(emitter: &Emitter, inner: &Ty, over: &TokenStream) -> Vec<TokenStream> {
    let looks = of_type(emitter, inner);
    if looks.is_empty() {
        return Vec::new();
    }
    let nullable = matches!(emitter.ir.plain(inner), Ty::Nullable(_));
    if nullable {
        return vec![
            quote!(at.#over(value, |value, at| if let Some(value) = value { #(#looks)* });),
        ];
    }
    vec![quote!(at.#over(value, |value, at| { #(#looks)* });)]
}

fn keywords_ask(ir: &Ir, keywords: &Keywords, ty: &Ty) -> bool {
    let lengths = [keywords.min_length, keywords.max_length];
    let items = [keywords.min_items, keywords.max_items];
    keywords.pattern.is_some()
        || lengths.iter().chain(&items).any(Option::is_some)
        || keywords.minimum.is_some()
        || keywords.maximum.is_some()
        || (!keywords.allowed.is_empty() && is_listed(ir.present(ty)))
}

/// Whether values of the type can be compared with a list of them.
fn is_listed(ty: &Ty) -> bool {
    matches!(ty, Ty::String | Ty::Integer | Ty::Number | Ty::Boolean)
}

fn of_keywords(emitter: &Emitter, keywords: &Keywords, ty: &Ty) -> Vec<TokenStream> {
    let mut looks = Vec::new();
    let ty = emitter.ir.present(ty);
    if let Some(pattern) = &keywords.pattern {
        looks.push(quote! {
            static PATTERN: runtime::Pattern = runtime::Pattern::new(#pattern);
            at.pattern(value, &PATTERN);
        });
    }
    for (name, bound) in [
        ("min_length", keywords.min_length),
        ("max_length", keywords.max_length),
        ("min_items", keywords.min_items),
        ("max_items", keywords.max_items),
    ] {
        if let Some(bound) = bound {
            let (name, bound) = (ident(name), proc_macro2::Literal::usize_unsuffixed(bound));
            looks.push(quote!(at.#name(value, #bound);));
        }
    }
    for (name, bound) in [
        ("minimum", &keywords.minimum),
        ("maximum", &keywords.maximum),
    ] {
        if let Some(bound) = bound {
            let (name, bound) = (ident(name), emitter.value(bound, ty));
            looks.push(quote!(at.#name(*value, #bound);));
        }
    }
    if !keywords.allowed.is_empty() && is_listed(ty) {
        let allowed = keywords
            .allowed
            .iter()
            .map(|value| emitter.value(value, ty));
        looks.push(quote!(at.one_of(value, &[#(#allowed),*]);));
    }
    looks
}
