// SPDX-License-Identifier: Apache-2.0
// Where the results of a batch go: stdout, or a file that has its name only when it is whole. Until then it is NAME.part,
// which --resume continues after a kill.
// Refuses to continue what was begun with other rules or another form.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "compression.hpp"

namespace cli {

class RowsOut {
public:
    /// `path` empty: stdout. `begun_as`: what the results depend on, in one line; kept beside the unfinished file. `resume`:
    /// go on with an unfinished file, if there is one. Throws Failure; also where an unfinished file stands in the way.
    RowsOut(const std::string& path, const std::string& begun_as, bool resume);
    ~RowsOut();

    /// How many lines are there from before.
    [[nodiscard]] std::size_t lines_there() const { return lines_there_; }
    /// The lines that are there from before, one after another, until `visit` gives false.
    template <class Visit>
    void each_line(Visit&& visit) const {
        std::size_t at = 0;
        for (std::string text; read_line(at, text) && visit(std::string_view(text));) {
        }
    }
    /// Keeps only so many of the lines from before.
    void keep(std::size_t lines);
    void write(std::string_view text);
    /// Gives the file its name.
    void finish();
    /// Takes back what was written, where it was a file.
    void discard();
    [[nodiscard]] bool is_file() const { return file_ > 2; }
    [[nodiscard]] const std::string& part() const { return part_; }

private:
    bool read_line(std::size_t& at, std::string& text) const;
    void flush(std::string_view text);

    std::string path_, part_, about_;
    int file_ = 1;
    bool special_ = false;
    std::size_t lines_there_ = 0;
    std::unique_ptr<Packer> packer_;
};

}  // namespace cli
