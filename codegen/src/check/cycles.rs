//! Types that would hold themselves for ever.

use super::names::named;
use crate::fault::Fault;
use crate::ir::{Ir, Shape, Ty, TypeId};
use crate::messages;

/// Every type is looked at once, so a cycle is told once, where it is met first.
pub(super) fn check(ir: &mut Ir) -> Vec<Fault> {
    let ir = &*ir;
    let mut search = Search {
        ir,
        state: vec![State::Unseen; ir.types.len()],
        way: Vec::new(),
        cycles: Vec::new(),
        deep: Vec::new(),
    };
    for id in 0..ir.types.len() {
        search.visit(id);
    }
    let too_deep = search.deep.iter().map(|id| {
        let message = messages::nested_too_deep("this type", DEEPEST);
        Fault::new(&ir.types[*id].place, message)
    });
    let told = |cycle: &Vec<TypeId>| {
        let names: Vec<String> = cycle
            .iter()
            .map(|id| named(&ir.types[*id]).to_string())
            .collect();
        Fault::new(&ir.types[cycle[0]].place, messages::cycle(&names))
    };
    search.cycles.iter().map(told).chain(too_deep).collect()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Unseen,
    OnTheWay,
    /// So many types stand in each other below it.
    Done(usize),
}

/// Deeper than any real type; a limit keeps what follows types from running out of stack, rustc among it.
const DEEPEST: usize = 32;

struct Search<'a> {
    ir: &'a Ir,
    state: Vec<State>,
    way: Vec<TypeId>,
    cycles: Vec<Vec<TypeId>>,
    deep: Vec<TypeId>,
}

impl Search<'_> {
    /// How many types stand in each other below a type.
    fn visit(&mut self, id: TypeId) -> usize {
        match self.state[id] {
            State::Done(depth) => return depth,
            State::OnTheWay => {
                let start = self
                    .way
                    .iter()
                    .position(|on_way| *on_way == id)
                    .unwrap_or_default();
                self.cycles
                    .push(self.way[start..].iter().copied().chain([id]).collect());
                return 0;
            }
            // What stands here is looked at by itself later on, from its own depth.
            State::Unseen if self.way.len() > DEEPEST => return DEEPEST,
            State::Unseen => {}
        }
        self.state[id] = State::OnTheWay;
        self.way.push(id);
        let below = held(self.ir, id).into_iter();
        let below = below.map(|next| self.visit(next)).max();
        let mut depth = below.map_or(0, |below| below + 1);
        if depth > DEEPEST {
            self.deep.push(id);
            depth = 0;
        }
        self.way.pop();
        self.state[id] = State::Done(depth);
        depth
    }
}

/// The types that stand in each value of a type.
fn held(ir: &Ir, id: TypeId) -> Vec<TypeId> {
    match &ir.types[id].shape {
        // A list may be empty, so it ends what it stands in.
        Shape::Object(object) => object
            .properties
            .iter()
            .filter_map(|property| direct(&property.ty))
            .collect(),
        // Another name is written out wherever it is used, list and all.
        Shape::Alias(alias) => innermost(&alias.ty).into_iter().collect(),
        Shape::Enum(_) => Vec::new(),
    }
}

fn direct(ty: &Ty) -> Option<TypeId> {
    match ty {
        Ty::Nullable(inner) => direct(inner),
        Ty::Type(id) => Some(*id),
        _ => None,
    }
}

fn innermost(ty: &Ty) -> Option<TypeId> {
    match ty {
        Ty::Nullable(inner) | Ty::List(inner) | Ty::Map(inner) => innermost(inner),
        Ty::Type(id) => Some(*id),
        _ => None,
    }
}
