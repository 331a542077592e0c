fn main() -> std::process::ExitCode {
    specforce_cli::run(own_functions::registry())
}
