//! Types that would hold themselves for ever.

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
    };
    for id in 0..ir.types.len() {
        search.visit(id);
    }
    let told = |cycle: &Vec<TypeId>| {
        let names: Vec<String> = cycle.iter().map(|id| ir.types[*id].name.clone()).collect();
        Fault::new(&ir.types[cycle[0]].place, messages::cycle(&names))
    };
    search.cycles.iter().map(told).collect()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Unseen,
    OnTheWay,
    Done,
}

struct Search<'a> {
    ir: &'a Ir,
    state: Vec<State>,
    way: Vec<TypeId>,
    cycles: Vec<Vec<TypeId>>,
}

impl Search<'_> {
    fn visit(&mut self, id: TypeId) {
        match self.state[id] {
            State::Done => return,
            State::OnTheWay => {
                let start = self
                    .way
                    .iter()
                    .position(|on_way| *on_way == id)
                    .unwrap_or_default();
                self.cycles
                    .push(self.way[start..].iter().copied().chain([id]).collect());
                return;
            }
            State::Unseen => {}
        }
        self.state[id] = State::OnTheWay;
        self.way.push(id);
        for next in held(self.ir, id) {
            self.visit(next);
        }
        self.way.pop();
        self.state[id] = State::Done;
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
