// SPDX-License-Identifier: Apache-2.0
#include <exception>
#include <iostream>

#include "cli.hpp"

int main(int argc, char** argv) {
    try {
        const auto options = cli::parse(argc, argv);
        if (!options) return cli::done;
        struct Command {
            const char* name;
            int (*run)(const cli::Options&);
        };
        constexpr Command commands[] = {{"interview", cli::interview}, {"assess", cli::assess}, {"batch", cli::batch},
                                        {"check", cli::check},         {"test", cli::test},     {"generate", cli::generate},
                                        {"graph", cli::graph},         {"schema", cli::schema}, {"log", cli::log},
                                        {"plan", cli::plan},           {"prove", cli::prove},   {"mutate", cli::mutate},
                                        {"review", cli::review_rules}, {"diff", cli::diff}};
        for (const Command& command : commands)
            if (options->command == command.name) return command.run(*options);
        throw cli::Failure("there is no command \"" + options->command + "\"; try triage --help");
    } catch (const triage::LoadError& error) {
        std::cerr << error.what();
    } catch (const std::exception& error) {
        std::cerr << "triage: " << triage::visible(error.what()) << '\n';
    }
    return cli::bad_input;
}
