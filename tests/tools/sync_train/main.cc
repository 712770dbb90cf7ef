// sync-train: makes the dictionary that change-sets are packed with, from the words of our own forms, catalogues and invented people. Nothing that
// somebody wrote about somebody may be among its files: a dictionary holds pieces of them word for word, and goes to every tablet.
#include <cstdio>
#include <cstdlib>
#include <set>
#include <string>
#include <vector>

#include "platform/os/file.h"
#include "sync/changeset/train.h"

namespace {

constexpr size_t kFileBytesMax = 16 * 1024 * 1024;
constexpr size_t kPhraseBytesMin = 3;

// What stands between quotes, or between commas: words for people have a space or begin large; ids and codes do not.
bool is_phrase(const std::string& text) {
  const bool plain = text.find_first_of("{}[]\\/_=|<>") == std::string::npos && text.find("http") == std::string::npos;
  return plain && text.size() >= kPhraseBytesMin && (text.find(' ') != std::string::npos || (text[0] >= 'A' && text[0] <= 'Z'));
}

void add_quoted(const std::string& content, std::vector<std::string>& out) {
  for (size_t at = content.find('"'); at != std::string::npos; at = content.find('"', at + 1)) {
    const size_t end = content.find('"', at + 1);
    if (end == std::string::npos) return;
    out.push_back(content.substr(at + 1, end - at - 1));
    at = end;
  }
}

void add_cells(const std::string& content, std::vector<std::string>& out) {
  std::string cell;
  bool quoted = false;
  for (const char c : content) {
    if (c == '"') quoted = !quoted;
    else if (!quoted && (c == ',' || c == '\n')) out.push_back(std::move(cell)), cell.clear();
    else cell += c;
  }
  out.push_back(std::move(cell));
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 4) return std::fputs("sync-train OUT BYTES FILE...   (.json and .csv)\n", stderr), 2;
  std::vector<std::string> texts, phrases;
  for (int i = 3; i < argc; ++i) {
    const auto bytes = os::read_file(argv[i], kFileBytesMax);
    if (!bytes) return std::fprintf(stderr, "sync-train: %s\n", bytes.error().detail.c_str()), 1;
    const std::string content(base::text_view(*bytes));
    std::string(argv[i]).ends_with(".json") ? add_quoted(content, texts) : add_cells(content, texts);
  }
  std::set<std::string> seen;
  for (std::string& text : texts)
    if (is_phrase(text) && seen.insert(text).second) phrases.push_back(text + ". ");
  changeset::TrainingPlan plan;
  plan.words_bytes_max = std::strtoull(argv[2], nullptr, 10);
  const auto dictionary = changeset::train({}, phrases, changeset::Schema(), plan);
  if (!dictionary) return std::fprintf(stderr, "sync-train: %s\n", dictionary.error().detail.c_str()), 1;
  const base::Bytes out = dictionary->encode();
  if (const auto written = os::replace_file(argv[1], out); !written) return std::fprintf(stderr, "sync-train: %s\n", written.error().detail.c_str()), 1;
  std::printf("%zu phrases, %zu bytes, id %s\n", phrases.size(), out.size(), base::to_hex(dictionary->id()).c_str());
  return 0;
}
