// app/care/note.h: a case note: what happened, when, who wrote it. Events that come from elsewhere (an alarm, a discharge) are notes too, with a source.
#pragma once
#include <string>
#include <vector>

#include "app/care/date.h"
#include "sync/record/record.h"

namespace care {

struct Note {
  record::RecordId id;
  record::RecordId person;
  record::RecordId author;
  record::RecordId visit;  // written at a visit
  std::string category;    // codes "note-categories"
  std::string title;       // one line for lists; empty: the first line of the text
  os::UnixMs at = 0;       // when it happened, as the author gave it
  std::string source;      // "" ours; otherwise who told us: "telecare", "connected-record"
  bool is_draft = false;   // not signed yet
  bool is_restricted = false;  // holds third-party information: left out of what is shared
  std::string text;
  bool operator==(const Note&) const = default;
};

Note note_from(const record::Record& from);
std::vector<record::Edit> to_edits(const Note& made);
std::vector<record::Edit> to_edits(const Note& before, const Note& after);

// Newest first; then by id.
void sort_notes(std::vector<Note>& notes);
// The title, or the start of the text: its first line, at most `bytes_max` bytes, cut between characters.
std::string heading_of(const Note& note, size_t bytes_max);

}  // namespace care
