// SPDX-License-Identifier: Apache-2.0
// The build step that compiles the built-in rules: `triage compile RULES --cpp -o FILE`, without the program, which needs them.
// Usage: triage_compile_rules RULES FILE
#include <exception>
#include <fstream>
#include <iostream>

#include <triage/compile/compiled_rules.hpp>
#include <triage/load.hpp>

int main(int argc, char** argv) {
    if (argc != 3) {
        std::cerr << "usage: triage_compile_rules RULES FILE\n";
        return 2;
    }
    try {
        const std::string header = triage::write_compiled_header(triage::load(argv[1]).value());
        std::ofstream out(argv[2], std::ios::binary);
        out << header << std::flush;
        if (out) return 0;
        std::cerr << "cannot write " << argv[2] << '\n';
    } catch (const std::exception& error) {
        std::cerr << argv[1] << " is to be built in, but does not load:\n" << error.what();
    }
    return 2;
}
