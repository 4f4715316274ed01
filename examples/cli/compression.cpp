// SPDX-License-Identifier: Apache-2.0
#include "compression.hpp"

#include "verb.hpp"

#ifdef TRIAGE_HAS_ZLIB
#include <zlib.h>
#endif
#ifdef TRIAGE_HAS_ZSTD
#include <zstd.h>
#endif

namespace cli {

namespace {

constexpr std::size_t piece = 1U << 17U;

[[noreturn]] void damaged(const std::string& name) { throw Failure("cannot read " + name + ": the compressed data are damaged"); }
[[noreturn]] void cut_off(const std::string& name) { throw Failure("cannot read " + name + ": the compressed data are cut off"); }
#if !defined(TRIAGE_HAS_ZLIB) || !defined(TRIAGE_HAS_ZSTD)
[[noreturn]] void missing(const std::string& name, const char* what, const char* library) {
    throw Failure(name + ": this program was built without " + library + ", which " + what + " needs");
}
#endif

#ifdef TRIAGE_HAS_ZLIB
class Gunzip : public Unpacker {
public:
    Gunzip() {
        if (inflateInit2(&stream_, 15 + 16) != Z_OK) throw Failure("no memory to unpack gzip");
    }
    ~Gunzip() override { inflateEnd(&stream_); }
    void unpack(std::string_view bytes, std::string& out, const std::string& name) override {
        stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
        stream_.avail_in = static_cast<uInt>(bytes.size());
        for (;;) {
            if (whole_) {
                if (stream_.avail_in == 0) return;
                if (inflateReset(&stream_) != Z_OK) damaged(name);  // another member follows
                whole_ = false;
            }
            const std::size_t before = out.size();
            out.resize(before + piece);
            stream_.next_out = reinterpret_cast<Bytef*>(out.data() + before);
            stream_.avail_out = piece;
            const int code = inflate(&stream_, Z_NO_FLUSH);
            out.resize(out.size() - stream_.avail_out);
            if (code != Z_STREAM_END && code != Z_OK && code != Z_BUF_ERROR) damaged(name);
            whole_ = code == Z_STREAM_END;
            if (!whole_ && stream_.avail_out != 0) return;  // all that came is used up
        }
    }
    void end(const std::string& name) override {
        if (!whole_) cut_off(name);
    }

private:
    z_stream stream_{};
    bool whole_ = false;
};

class Gzip : public Packer {
public:
    Gzip() {
        if (deflateInit2(&stream_, Z_DEFAULT_COMPRESSION, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK)
            throw Failure("no memory to pack gzip");
    }
    ~Gzip() override { deflateEnd(&stream_); }
    void pack(std::string_view bytes, std::string& out) override { run(bytes, out, Z_NO_FLUSH); }
    void end(std::string& out) override { run({}, out, Z_FINISH); }

private:
    void run(std::string_view bytes, std::string& out, int flush) {
        stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
        stream_.avail_in = static_cast<uInt>(bytes.size());
        do {
            const std::size_t before = out.size();
            out.resize(before + piece);
            stream_.next_out = reinterpret_cast<Bytef*>(out.data() + before);
            stream_.avail_out = piece;
            (void)deflate(&stream_, flush);
            out.resize(out.size() - stream_.avail_out);
        } while (stream_.avail_out == 0);
    }
    z_stream stream_{};
};
#endif

#ifdef TRIAGE_HAS_ZSTD
class Unzstd : public Unpacker {
public:
    void unpack(std::string_view bytes, std::string& out, const std::string& name) override {
        ZSTD_inBuffer in{bytes.data(), bytes.size(), 0};
        for (;;) {
            const std::size_t before = out.size();
            out.resize(before + piece);
            ZSTD_outBuffer to{out.data() + before, piece, 0};
            const std::size_t left = ZSTD_decompressStream(stream_.get(), &to, &in);
            out.resize(before + to.pos);
            if (ZSTD_isError(left) != 0U) damaged(name);
            whole_ = left == 0;
            if (in.pos == in.size && to.pos < piece) return;
        }
    }
    void end(const std::string& name) override {
        if (!whole_) cut_off(name);
    }

private:
    std::unique_ptr<ZSTD_DCtx, std::size_t (*)(ZSTD_DCtx*)> stream_{ZSTD_createDCtx(), ZSTD_freeDCtx};
    bool whole_ = false;
};

class Zstd : public Packer {
public:
    void pack(std::string_view bytes, std::string& out) override { run(bytes, out, ZSTD_e_continue); }
    void end(std::string& out) override { run({}, out, ZSTD_e_end); }

private:
    void run(std::string_view bytes, std::string& out, ZSTD_EndDirective how) {
        ZSTD_inBuffer in{bytes.data(), bytes.size(), 0};
        for (;;) {
            const std::size_t before = out.size();
            out.resize(before + piece);
            ZSTD_outBuffer to{out.data() + before, piece, 0};
            const std::size_t left = ZSTD_compressStream2(stream_.get(), &to, &in, how);
            out.resize(before + to.pos);
            if (ZSTD_isError(left) != 0U) throw Failure("cannot pack zstd");
            if (how == ZSTD_e_end ? left == 0 : in.pos == in.size) return;
        }
    }
    std::unique_ptr<ZSTD_CCtx, std::size_t (*)(ZSTD_CCtx*)> stream_{ZSTD_createCCtx(), ZSTD_freeCCtx};
};
#endif

}  // namespace

std::unique_ptr<Unpacker> Unpacker::for_magic(std::string_view bytes, const std::string& name) {
    if (bytes.substr(0, 2) == "\x1F\x8B") {
#ifdef TRIAGE_HAS_ZLIB
        return std::make_unique<Gunzip>();
#else
        missing(name, "gzip", "zlib");
#endif
    }
    if (bytes.substr(0, 4) == "\x28\xB5\x2F\xFD") {
#ifdef TRIAGE_HAS_ZSTD
        return std::make_unique<Unzstd>();
#else
        missing(name, "Zstandard", "libzstd");
#endif
    }
    (void)name;
    return nullptr;
}

std::unique_ptr<Packer> Packer::for_name(const std::string& path) {
    if (path.ends_with(".gz")) {
#ifdef TRIAGE_HAS_ZLIB
        return std::make_unique<Gzip>();
#else
        missing(path, "gzip", "zlib");
#endif
    }
    if (path.ends_with(".zst")) {
#ifdef TRIAGE_HAS_ZSTD
        return std::make_unique<Zstd>();
#else
        missing(path, "Zstandard", "libzstd");
#endif
    }
    return nullptr;
}

}  // namespace cli
