// app/tablet/state/copies.h: the written copy a person is given of their assessment or plan (Care Act 2014 s12(3), s25(9)). It is kept, sealed, among
// the person's documents; a file in clear is made only where the worker asks for one.
#pragma once
#include <memory>
#include <string>
#include <variant>

#include "app/care/attachment.h"
#include "app/tablet/state/effects.h"
#include "app/tablet/state/events.h"

namespace state {

struct AppState;

struct CopiesDraft {
  bool asking = false;          // the dialog is open
  bool large_print = false;
  std::string export_path;      // typed; empty: no file
  Ticket making = 0;            // 0: none is being made
  care::Attachment kept_as;     // what it becomes among the documents
  std::string problem;          // word key; empty for none
  bool done = false;            // the last one was made
};

struct AskForCopy {
  bool open = true;
};
struct ChangeCopy {
  bool large_print = false;
  std::string export_path;
};
struct GiveCopy {
  record::RecordId person;
  record::RecordId response;  // nil for a plan
  std::string title;
  std::shared_ptr<const print::WrittenCopy> copy;
};
using CopiesCommand = std::variant<AskForCopy, ChangeCopy, GiveCopy>;

void apply_copies(AppState& state, const CopiesCommand& command, Effects& out);
void copies_on_event(AppState& state, Event& event, Effects& out);

}  // namespace state
