#include "app/care/note.h"

#include "app/care/fields.h"
#include "app/care/record_types.h"
#include "platform/base/utf8.h"

namespace care {

namespace {

constexpr auto kNoteFields = [](auto& f, auto& note) {
  f.id("head/person", note.person);
  f.id("head/author", note.author);
  f.id("head/visit", note.visit);
  f.atom("head/category", note.category);
  f.atom("head/title", note.title);
  f.number("head/at", note.at);
  f.atom("head/source", note.source);
  f.flag("head/draft", note.is_draft);
  f.flag("head/restricted", note.is_restricted);
  f.text("body/text", note.text);
};

}  // namespace

Note note_from(const record::Record& from) { return read_thing<Note>(from, kNoteFields); }
std::vector<record::Edit> to_edits(const Note& made) { return write_thing(made, kNoteRecord, kNoteFields); }
std::vector<record::Edit> to_edits(const Note& before, const Note& after) { return change_thing(before, after, kNoteRecord, kNoteFields); }

void sort_notes(std::vector<Note>& notes) {
  std::sort(notes.begin(), notes.end(), [](const Note& a, const Note& b) { return std::tie(b.at, b.id) < std::tie(a.at, a.id); });
}

std::string heading_of(const Note& note, size_t bytes_max) {
  std::string_view line = note.title.empty() ? std::string_view(note.text).substr(0, note.text.find('\n')) : std::string_view(note.title);
  if (line.size() <= bytes_max) return std::string(line);
  size_t end = bytes_max;
  while (end > 0 && (uint8_t(line[end]) & 0xC0) == 0x80) --end;
  return std::string(line.substr(0, end)) + "…";
}

}  // namespace care
