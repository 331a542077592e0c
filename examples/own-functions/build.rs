fn main() {
    specforce_codegen::Builder::new("spec").build();
}
