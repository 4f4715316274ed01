// SPDX-License-Identifier: Apache-2.0
#include <csignal>
#include <exception>
#include <iostream>

#include "support.hpp"

int main(int argc, char** argv) {
    std::signal(SIGXFSZ, SIG_IGN);  // a file that grows too large is then an error, not the end of the program
    try {
        const auto call = cli::parse(argc, argv);
        if (!call) return cli::done;
        if (call->verb->result != cli::Result::urgent)
            cli::check_writable(call->text(cli::flag::output));  // before the work begins
        return call->verb->run(*call);
    } catch (const triage::LoadError& error) {
        std::cerr << error.what();
    } catch (const std::exception& error) {
        std::cerr << "triage: " << triage::visible(error.what()) << '\n';
    }
    return cli::bad_input;
}
