#include "tests/support/byte_search.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>

#include "platform/base/check.h"

namespace testing_support {
namespace {

constexpr uint8_t kTurn = 0xA5;
constexpr size_t kChunkBytes = 1 << 20;

std::string in_utf16(const std::string& word) {
  std::string wide;
  for (const char c : word) wide += {c, '\0'};
  return wide;
}

void search_text(std::string_view text, const std::string& file, const std::vector<std::string>& words, size_t found_max, std::vector<Found>& out) {
  for (size_t i = 0; i < words.size(); ++i) {
    for (const std::string& form : {words[i], in_utf16(words[i])}) {
      for (size_t at = text.find(form); at != text.npos && out.size() < found_max; at = text.find(form, at + 1)) out.push_back({file, at, i});
    }
  }
}

// Kept out of the search: where the bytes under search are copied to.
alignas(4096) uint8_t chunk[kChunkBytes];

size_t find_turned(const uint8_t* text, size_t size, const std::vector<uint8_t>& turned, size_t from) {
  const uint8_t first = uint8_t(turned[0] ^ kTurn);
  for (size_t at = from; at + turned.size() <= size; ++at) {
    const void* next = std::memchr(text + at, first, size - turned.size() + 1 - at);
    if (next == nullptr) break;
    at = size_t(static_cast<const uint8_t*>(next) - text);
    size_t same = 1;
    while (same < turned.size() && uint8_t(text[at + same] ^ kTurn) == turned[same]) ++same;
    if (same == turned.size()) return at;
  }
  return size;
}

struct Region {
  size_t begin, end;
  std::string name;
};

std::vector<Region> writable_regions(const std::string& process) {
  std::vector<Region> regions;
  std::ifstream maps(process + "/maps");
  for (std::string line; std::getline(maps, line);) {
    unsigned long begin = 0, end = 0;
    char rights[8] = {};
    if (std::sscanf(line.c_str(), "%lx-%lx %7s", &begin, &end, rights) != 3 || rights[0] != 'r' || rights[1] != 'w') continue;
    const size_t name = line.find_first_of("/[");
    regions.push_back({begin, end, name == line.npos ? "anonymous" : line.substr(name)});
  }
  return regions;
}

}  // namespace

std::vector<Found> search_folder(const std::string& folder, const std::vector<std::string>& words, size_t found_max) {
  for (const std::string& word : words) CHECK(word.size() >= 4);
  std::vector<Found> out;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    const std::string name = entry.path().lexically_relative(folder).string();
    search_text(name, name, words, found_max, out);
    if (!entry.is_regular_file()) continue;
    std::ifstream file(entry.path(), std::ios::binary);
    const std::string text((std::istreambuf_iterator<char>(file)), {});
    if (!file.good() && !file.eof()) out.push_back({name + " (unreadable)", 0, 0});
    search_text(text, name, words, found_max, out);
  }
  return out;
}

Needle::Needle(base::ByteView bytes) : turned_(bytes.size()) {
  CHECK(bytes.size() >= 4);
  for (size_t i = 0; i < bytes.size(); ++i) turned_[i] = uint8_t(bytes[i] ^ kTurn);
}

bool can_search_own_memory() {
#if defined(__SANITIZE_ADDRESS__)
  return false;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
  return false;
#else
  return true;
#endif
#else
  return true;
#endif
}

namespace {

std::vector<Found> search_process(const std::string& process, size_t own, const std::vector<Needle>& needles, size_t found_max) {
  std::vector<Found> out;
  const int memory = ::open((process + "/mem").c_str(), O_RDONLY | O_CLOEXEC);
  CHECK(memory >= 0);
  size_t overlap = 0;
  for (const Needle& needle : needles) overlap = std::max(overlap, needle.size() - 1);
  for (const Region& region : writable_regions(process)) {
    for (size_t at = region.begin; at < region.end; at += kChunkBytes - overlap) {
      const ssize_t got = ::pread(memory, chunk, std::min(kChunkBytes, region.end - at), off_t(at));
      for (size_t i = 0; got > 0 && i < needles.size(); ++i) {
        for (size_t hit = 0; (hit = find_turned(chunk, size_t(got), needles[i].turned(), hit)) < size_t(got); ++hit) {
          const size_t address = at + hit;
          const bool ours = own != 0 && address >= own && address < own + kChunkBytes;
          if (!ours && out.size() < found_max) out.push_back({region.name, address, i});
        }
      }
      if (region.end - at <= kChunkBytes) break;
    }
  }
  ::close(memory);
  return out;
}

std::string process_folder(int pid) { return "/proc/" + std::to_string(pid); }

}  // namespace

std::vector<Found> search_own_memory(const std::vector<Needle>& needles, size_t found_max) {
  return search_process("/proc/self", reinterpret_cast<size_t>(chunk), needles, found_max);
}

std::vector<Found> search_memory(int pid, const std::vector<Needle>& needles, size_t found_max) {
  return may_search_memory(pid) ? search_process(process_folder(pid), 0, needles, found_max) : std::vector<Found>();
}

bool may_search_memory(int pid) {
  const int memory = ::open((process_folder(pid) + "/mem").c_str(), O_RDONLY | O_CLOEXEC);
  if (memory < 0) return false;
  ::close(memory);
  return !writable_regions(process_folder(pid)).empty();
}

std::string describe(const std::vector<Found>& found) {
  std::string out;
  for (const Found& hit : found) out += "word " + std::to_string(hit.word) + " in " + hit.file + " at byte " + std::to_string(hit.at) + "\n";
  return out;
}

}  // namespace testing_support
