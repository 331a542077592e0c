mod things {
    specforce::manifest!("broken");
}

fn main() {}
