// SPDX-License-Identifier: Apache-2.0
#include <csignal>
#include <exception>
#include <iostream>

#include "cli.hpp"

int main(int argc, char** argv) {
    std::signal(SIGXFSZ, SIG_IGN);  // a file that grows too large is then an error, not the end of the program
    try {
        const auto options = cli::parse(argc, argv);
        if (!options) return cli::done;
        struct Command {
            const char* name;
            int (*run)(const cli::Options&);
            bool advises = false;  ///< quick, and somebody waits for it: if -o fails, it is said on stdout
        };
        constexpr Command commands[] = {{"interview", cli::interview}, {"assess", cli::assess, true},
                                        {"batch", cli::batch},         {"check", cli::check},
                                        {"test", cli::test},           {"generate", cli::generate},
                                        {"graph", cli::graph},         {"schema", cli::schema},
                                        {"log", cli::log, true},       {"plan", cli::plan, true},
                                        {"prove", cli::prove},         {"mutate", cli::mutate},
                                        {"review", cli::review_rules}, {"diff", cli::diff}};
        for (const Command& command : commands) {
            if (options->command != command.name) continue;
            cli::check_apart(*options);
            if (!command.advises) cli::check_writable(options->output);  // before the work begins
            return command.run(*options);
        }
        throw cli::Failure("there is no command \"" + options->command + "\"; try triage --help");
    } catch (const triage::LoadError& error) {
        std::cerr << error.what();
    } catch (const std::exception& error) {
        std::cerr << "triage: " << triage::visible(error.what()) << '\n';
    }
    return cli::bad_input;
}
