specforce::manifest!("nowhere");

fn main() {}
