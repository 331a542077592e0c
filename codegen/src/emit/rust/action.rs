use proc_macro2::TokenStream;
use quote::quote;

use super::emitter::Emitter;
use super::types::{checked, refused};
use super::{body, checks};
use crate::check::template::Piece;
use crate::expression::{Scope, Typed, compile, truthy};
use crate::ir::{Body, Filling, Function, Object, Origin, Property, TextPiece};
use crate::naming::ident;

/// The `Action` of a function: what it checks, sends and reads.
pub(super) fn implementation(emitter: &Emitter, function: &Function) -> TokenStream {
    let input = ident(&emitter.ir.types[function.input].name);
    let (name, method) = (&function.name, ident(&function.method));
    let output = emitter.ty(&function.output);
    let statements = checks::statements(emitter, emitter.ir.input(function));
    let check = (!statements.is_empty()).then(|| {
        quote! {
            #[inline]
            fn check(&self, at: &mut runtime::Violations) {
                #(#statements)*
            }
        }
    });
    let (request, reading) = (request(emitter, function), reading(emitter, function));
    quote! {
        impl runtime::Action for #input {
            const NAME: &'static str = #name;
            const METHOD: runtime::Method = runtime::Method::#method;
            type Output = #output;
            #check
            #[inline]
            fn request(&self, request: runtime::Request) -> runtime::Request {
                #request
            }
            #reading
        }
    }
}

fn request(emitter: &Emitter, function: &Function) -> TokenStream {
    let pieces = function
        .pieces
        .iter()
        .map(|(piece, filling)| filled(emitter, function, piece, filling));
    let scope = Scope::input(function);
    let safe = function
        .repeat_if
        .as_ref()
        .map(|expression| checked(truthy(emitter.ir, &scope, expression)));
    let safe = safe.map(|safe| quote!(.repeat_if(#safe)));
    let chain = quote!(request #(#pieces)* #safe);
    match &function.body {
        None => chain,
        Some(Body::Whole(expression)) => {
            match compile(emitter.ir, &Scope::input(function), expression) {
                Ok(Typed {
                    code,
                    optional: true,
                    is_null: false,
                    ..
                }) => quote! {
                    let request = #chain;
                    match &#code {
                        Some(body) => request.body(body),
                        None => request,
                    }
                },
                Ok(Typed { code, .. }) => quote!(#chain.body(&#code)),
                Err(message) => refused(&message),
            }
        }
        Some(Body::Properties(properties)) => {
            let (declaration, value) = body::declared(emitter, function, properties);
            quote! {
                #declaration
                #chain.body(&#value)
            }
        }
    }
}

fn filled(emitter: &Emitter, function: &Function, piece: &Piece, filling: &Filling) -> TokenStream {
    if let Piece::Literal(text) = piece {
        return quote!(.literal(#text));
    }
    let key = piece.variable().unwrap_or_default();
    let expression = match filling {
        Filling::Nothing => return TokenStream::new(),
        Filling::Version(property) => return version(emitter, function, property.as_deref()),
        Filling::Value(expression) => expression,
    };
    let code = match compile(emitter.ir, &Scope::input(function), expression) {
        Ok(typed) => typed.code,
        Err(message) => return refused(&message),
    };
    // A violation points at the input property, whatever the variable is called.
    let input = expression
        .names()
        .first()
        .map_or(key, |name| *name)
        .to_owned();
    match piece {
        Piece::Segment(_) => quote!(.segment(#input, &#code)),
        Piece::OptionalSegment(_) => quote!(.optional_segment(#input, &#code)),
        Piece::Query {
            exploded: false, ..
        } => quote!(.query(#key, &#code)),
        Piece::Query { exploded: true, .. } => quote!(.query_each(#key, &#code)),
        Piece::Raw(_) => quote!(.raw(#input, &#code)),
        Piece::Literal(_) => TokenStream::new(),
    }
}

fn version(emitter: &Emitter, function: &Function, property: Option<&str>) -> TokenStream {
    let property = property.and_then(|name| emitter.ir.input(function).property(name));
    match property {
        None => quote!(.version("version", None)),
        Some(property) => {
            let (name, field) = (&property.name, ident(&property.rust));
            let given = if property.is_option() {
                quote!(self.#field.as_deref())
            } else {
                quote!(Some(self.#field.as_str()))
            };
            quote!(.version(#name, #given))
        }
    }
}

/// `Action::output`, where reading the answer is not all.
fn reading(emitter: &Emitter, function: &Function) -> Option<TokenStream> {
    let object: &Object = emitter.ir.object(&function.output)?;
    let input = emitter.ir.input(function);
    let templates: Vec<TokenStream> = object
        .properties
        .iter()
        .filter_map(|property| template(input, property))
        .collect();
    let failing = object
        .properties
        .iter()
        .find(|property| property.fail_if.is_some());
    let reading = match failing {
        Some(property) => failure(emitter, property)?,
        None if templates.is_empty() => return None,
        None => quote!(let mut output: Self::Output = answer.read()?;),
    };
    let mutable =
        (failing.is_some() && !templates.is_empty()).then(|| quote!(let mut output = output;));
    Some(quote! {
        #[inline]
        fn output(&self, answer: &runtime::Response) -> Result<Self::Output, runtime::Error> {
            #reading
            #mutable
            #(#templates)*
            Ok(output)
        }
    })
}

fn template(input: &Object, property: &Property) -> Option<TokenStream> {
    let Origin::Template(pieces) = &property.origin else {
        return None;
    };
    let field = ident(&property.rust);
    let mut format = String::new();
    let mut values = Vec::new();
    for piece in pieces {
        match piece {
            TextPiece::Literal(text) => {
                format.push_str(&text.replace('{', "{{").replace('}', "}}"));
            }
            TextPiece::Input(name) => {
                format.push_str("{}");
                values.extend(input.property(name).map(|property| ident(&property.rust)));
            }
        }
    }
    Some(quote!(output.#field = format!(#format, #(self.#values),*);))
}

fn failure(emitter: &Emitter, property: &Property) -> Option<TokenStream> {
    let condition = property.fail_if.as_ref()?;
    let Origin::Path(path) = &property.origin else {
        return None;
    };
    let scope = Scope::value(emitter.ir, property);
    let failed = checked(truthy(emitter.ir, &scope, &condition.expression));
    let (field, ty) = (ident(&property.rust), emitter.ty(&property.ty));
    let text = format!("{}: {}", property.name, condition.text);
    let holds = if property.is_option() {
        quote!(output.#field.as_ref().is_some_and(failed))
    } else {
        quote!(failed(&output.#field))
    };
    Some(quote! {
        let failed = |value: &#ty| #failed;
        let output: Self::Output = answer.read_or_fail(&[#(#path),*], failed, #text)?;
        answer.fail_if(#holds, #text)?;
    })
}
