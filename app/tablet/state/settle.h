// app/tablet/state/settle.h: what synchronisation left for a person to settle. Two versions of one answer: what each said, their words joined, and what
// she keeps. Changes the hub did not accept: the words, why, and what she does about them. All of it is a change like any other and is saved as it is made.
// Two versions: the place's subject is the conflict. Refused: the subject is the record the changes were about.
#pragma once
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "app/care/conflict.h"
#include "app/care/verdict.h"
#include "app/tablet/state/effects.h"
#include "app/tablet/state/events.h"

namespace state {

struct AppState;

struct SettlePage {
  record::RecordId loaded;                           // the place's subject; nil until it has been read
  record::Record about;                              // the record it is about; no fields when it is no longer on this tablet
  std::shared_ptr<const forms::Questionnaire> form;  // of an answered form; null when there is none
  // Two versions
  care::Conflict conflict;
  care::Choices choices;
  std::string joined;                                // the words in the box
  bool sealed = false;                               // the form has been sent: what it says can be kept, and not changed
  std::vector<record::Edit> take_back;               // of a settlement of this tablet's that the hub has not; empty when it cannot be
  // Refused
  std::vector<care::Verdict> verdicts;
  bool missing = false;                              // it could not be read: gone, or damaged
};

struct OpenConflict {
  record::RecordId conflict;
  record::RecordId person;
};
struct KeepVersion {
  size_t version = 0;  // of SettlePage::choices
};
struct TypeJoined {
  std::string words;
};
struct KeepJoined {};
struct TakeBackSettlement {};
// The next one that is about the same person, or back where she came from.
struct NextConflict {};
struct OpenRefused {
  record::RecordId about;
  record::RecordId person;
};
struct PutInAgain {
  record::RecordId verdict;
};
struct DismissRefused {  // nil: all of them
  record::RecordId verdict;
};
using SettleCommand = std::variant<OpenConflict, KeepVersion, TypeJoined, KeepJoined, TakeBackSettlement, NextConflict, OpenRefused, PutInAgain, DismissRefused>;

void apply_settle(AppState& state, const SettleCommand& command, Effects& out);
void settle_on_event(AppState& state, Event& event, Effects& out);
void arrive_settle(AppState& state, Effects& out);

// Forgets what is held of a record that was changed behind its screen, so that it is read again.
void forget_open(AppState& state, const record::RecordId& record);
// The conflicts of the person, of which the one on screen is one: where it stands among them, and how many there are.
struct Among {
  size_t place = 0, of = 0;
};
Among among(const AppState& state);

}  // namespace state
