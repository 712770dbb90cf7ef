// app/care/caseload.h: everything on this tablet that a list, a badge or a search needs, built from the heads of records at unlock and kept up
// to date as heads change. Whole records are read when they are opened. One thread at a time; copies nothing it does not show.
#pragma once
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "app/care/alert.h"
#include "app/care/attachment.h"
#include "app/care/conflict.h"
#include "app/care/decision.h"
#include "app/care/note.h"
#include "app/care/people_index.h"
#include "app/care/person.h"
#include "app/care/plan.h"
#include "app/care/relation.h"
#include "app/care/response.h"
#include "app/care/verdict.h"
#include "app/care/visit.h"
#include "app/care/worker.h"

namespace care {

class Caseload {
 public:
  template <class Thing>
  using ById = std::unordered_map<record::RecordId, Thing>;

  // Adds the record or replaces what is known of it. Types that no list shows are passed over. An empty head forgets the record.
  void take_head(const record::Record& head);
  void take_head(record::RecordType type, const record::RecordId& id, const record::FieldMap& head) { take_head({id, type, head}); }
  // Goes up with every head taken: what was made from an older one may be out of date.
  uint64_t revision() const { return revision_; }
  // Whom the heads taken after that one were about or no longer are, some of them more than once. None: it is too long ago to say.
  std::optional<std::vector<record::RecordId>> touched_after(uint64_t revision) const;

  // Everybody but those still being added (Person::is_draft).
  const ById<Person>& people() const { return people_; }
  const ById<Person>& people_being_added() const { return drafts_; }
  const PeopleIndex& index() const { return index_; }
  PeopleIndex& index() { return index_; }
  // Also one being added; nullptr when the tablet has no such person.
  const Person* person(const record::RecordId& id) const;
  const Visit* visit(const record::RecordId& id) const { return find(visits_, id); }
  const Response* response(const record::RecordId& id) const { return find(responses_, id); }
  const Plan* plan(const record::RecordId& id) const { return find(plans_, id); }
  const Worker* worker(const record::RecordId& id) const { return find(workers_, id); }

  // In the order lists show them: visits by start, responses open first then newest, alerts worst first and only live ones. Each costs what
  // that person has, however many people there are.
  std::vector<Visit> visits_on(const Date& day) const;
  std::vector<Visit> visits_of(const record::RecordId& person) const;
  std::vector<Response> responses_of(const record::RecordId& person) const;
  std::vector<Alert> alerts_of(const record::RecordId& person, const Date& today) const;
  std::vector<Plan> plans_of(const record::RecordId& person) const;
  // What two people are at odds about, and what the hub did not accept of this tablet's: open ones only, without their values.
  std::vector<Conflict> conflicts_of(const record::RecordId& person) const;
  std::vector<Conflict> conflicts_in(const record::RecordId& record) const;
  const Conflict* conflict(const record::RecordId& id) const { return find(conflicts_, id); }
  const ById<Conflict>& conflicts() const { return conflicts_; }
  const ById<Verdict>& verdicts() const { return verdicts_; }
  const ById<Response>& responses() const { return responses_; }
  const ById<Visit>& visits() const { return visits_; }
  const ById<Alert>& alerts() const { return alerts_; }
  const ById<Plan>& plans() const { return plans_; }
  const ById<Worker>& workers() const { return workers_; }
  // Their heads: what was pinned to places is read with the record.
  const ById<Decision>& decisions() const { return decisions_; }

  // Who the tablet belongs to: the worker named by the store's owner record. Nil before one is known.
  void set_owner(const record::RecordId& worker) { owner_ = worker; }
  const record::RecordId& owner() const { return owner_; }
  std::string worker_name() const;

 private:
  // What hangs on one person.
  struct Links {
    std::vector<record::RecordId> visits, responses, alerts, plans;
  };
  template <class Thing>
  static const Thing* find(const ById<Thing>& things, const record::RecordId& id) {
    const auto found = things.find(id);
    return found == things.end() ? nullptr : &found->second;
  }
  template <class Thing, class Read>
  void take_open(ById<Thing>& things, const record::Record& head, Read read);
  void take_person(const record::Record& head);
  template <class Thing, class Read>
  void take(ById<Thing>& things, std::vector<record::RecordId> Links::*list, const record::Record& head, Read read);
  template <class Thing, class Read>
  void take_loose(ById<Thing>& things, const record::Record& head, Read read);
  void touch(const record::RecordId& person);
  template <class Thing>
  std::vector<Thing> linked(const ById<Thing>& things, std::vector<record::RecordId> Links::*list, const record::RecordId& person) const;

  ById<Person> people_, drafts_;
  PeopleIndex index_;
  ById<Visit> visits_;
  ById<Response> responses_;
  ById<Alert> alerts_;
  ById<Plan> plans_;
  ById<Worker> workers_;
  ById<Conflict> conflicts_;
  ById<Verdict> verdicts_;
  ById<Decision> decisions_;
  ById<Links> by_person_;
  record::RecordId owner_;
  uint64_t revision_ = 0;
  struct Touch {
    uint64_t revision = 0;
    record::RecordId person;
  };
  std::vector<Touch> touches_;     // ascending; the last kTouchesMax or so
  uint64_t touches_after_ = 0;     // of heads up to this one nothing is known any more
};

}  // namespace care
