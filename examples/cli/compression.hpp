// SPDX-License-Identifier: Apache-2.0
// gzip and Zstandard, in streams. The only file that sees zlib and libzstd; without them it says what is missing.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace cli {

/// Unpacks what comes, piece after piece.
class Unpacker {
public:
    virtual ~Unpacker() = default;
    /// By the first four bytes; nothing for what is not compressed. Throws Failure where this program was built without the
    /// library. `name`: of the input, for messages.
    [[nodiscard]] static std::unique_ptr<Unpacker> for_magic(std::string_view bytes, const std::string& name);

    /// Adds to `out`. Throws Failure on what is damaged.
    virtual void unpack(std::string_view bytes, std::string& out, const std::string& name) = 0;
    /// Throws Failure where more should have come.
    virtual void end(const std::string& name) = 0;
};

/// Packs what comes.
class Packer {
public:
    virtual ~Packer() = default;
    /// By the ending of a file's name, .gz or .zst; nothing for another. Throws Failure where the library is missing.
    [[nodiscard]] static std::unique_ptr<Packer> for_name(const std::string& path);

    virtual void pack(std::string_view bytes, std::string& out) = 0;
    virtual void end(std::string& out) = 0;
};

}  // namespace cli
