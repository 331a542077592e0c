//! Makes files of the manifest that `macros/tests/obstacles.rs` makes one module of.

fn main() {
    specforce_codegen::Builder::new("../../macros/tests/obstacles").build();
}
