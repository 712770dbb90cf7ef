#include "app/demo/council.h"

#include <gtest/gtest.h>

#include <map>
#include <set>

#include "app/care/alert.h"
#include "app/care/codes.h"
#include "app/care/identifiers.h"
#include "app/care/note.h"
#include "app/care/person.h"
#include "app/care/plan.h"
#include "app/care/provider.h"
#include "app/care/quality.h"
#include "app/care/record_types.h"
#include "app/care/relation.h"
#include "app/care/response.h"
#include "app/care/visit.h"
#include "app/care/worker.h"
#include "app/forms/form.h"
#include "tests/support/text_file.h"

using namespace demo;

namespace {

const os::UnixMs kNow = care::instant_of({{2026, 11, 22}, 8 * 60 + 15});  // a Sunday morning
const care::Date kToday{2026, 11, 22};

base::Result<std::string> read_asset(std::string_view path) {
  std::string text = testing_support::text_of(std::string(DOORSTEP_SOURCE_DIR "/assets/").append(path));
  if (text.empty()) return base::fail(base::Fault::NotFound, std::string(path));
  return text;
}

struct Town {
  Made made;
  std::vector<Batch> batches;
  std::map<record::RecordId, record::Record> records;

  explicit Town(const Sizes& sizes = one_tablet(), uint64_t seed = 1) {
    const auto result = make_council(seed, sizes, kNow, read_asset, [this](const Batch& batch) -> base::Status {
      batches.push_back(batch);
      for (const record::Edit& edit : batch.edits) {
        record::Record& record = records[edit.id];
        record.id = edit.id;
        record.type = edit.type;
        if (record::is_absent(edit.to)) record.fields.erase(edit.path);
        else record.fields[edit.path].value = edit.to;
      }
      return {};
    });
    EXPECT_TRUE(result) << (result ? "" : result.error().detail);
    if (result) made = *result;
  }

  template <class Thing>
  std::vector<Thing> all(record::RecordType type, Thing (*from)(const record::Record&)) const {
    std::vector<Thing> things;
    for (const auto& [id, record] : records)
      if (record.type == type) things.push_back(from(record));
    return things;
  }
  std::vector<care::Person> people() const { return all(care::kPersonRecord, care::person_from); }
  care::Person named(std::string_view family) const {
    for (const care::Person& person : people())
      if (person.family == family) return person;
    ADD_FAILURE() << family;
    return {};
  }
};

std::string bytes_of(const std::vector<Batch>& batches) {
  std::string bytes;
  for (const Batch& batch : batches) {
    bytes.append(std::to_string(batch.at)).append(batch.by_name);
    for (const record::Edit& edit : batch.edits)
      bytes.append(record::to_string(edit.id)).append(edit.path).append(record::utf8_of(edit.to)).append(std::to_string(record::int_of(edit.to)));
  }
  return bytes;
}

}  // namespace

TEST(Demo, IsTheSameForTheSameSeedAndAnotherForAnother) {
  EXPECT_EQ(bytes_of(Town().batches), bytes_of(Town().batches));
  EXPECT_NE(bytes_of(Town().batches), bytes_of(Town(one_tablet(), 2).batches));
}

TEST(Demo, GivesOneWorkerHerCaseload) {
  const Town town;
  EXPECT_EQ(town.people().size(), 34u);
  EXPECT_EQ(town.made.owner_name, "Amara Osei");
  for (const care::Person& person : town.people()) EXPECT_EQ(person.worker, town.made.owner);
  const auto providers = town.all(care::kProviderRecord, care::provider_from);
  EXPECT_GE(std::count_if(providers.begin(), providers.end(), [](const auto& p) { return p.kind == "home-care"; }), 35);
  EXPECT_GE(std::count_if(providers.begin(), providers.end(), [](const auto& p) { return p.kind == "care-home" || p.kind == "nursing-home"; }), 90);
}

TEST(Demo, HasTodaysVisitsAndWhatWaits) {
  const Town town;
  const std::vector<care::Visit> today = care::visits_on(town.all(care::kVisitRecord, care::visit_from), kToday);
  ASSERT_EQ(today.size(), 4u);
  EXPECT_EQ(care::full_name(care::person_from(town.records.at(today[0].person))), "Margaret Whitlock");
  EXPECT_EQ(care::to_clock(care::wall_time(today[0].start).minute), "09:30");
  std::map<care::ResponseStatus, int> by_status;
  for (const care::Response& response : town.all(care::kResponseRecord, care::response_from)) ++by_status[response.status];
  EXPECT_EQ(by_status[care::ResponseStatus::Draft], 3);
  EXPECT_EQ(by_status[care::ResponseStatus::Returned], 1);
  int overdue = 0;
  for (const care::Person& person : town.people()) overdue += care::is_review_overdue(person, kToday);
  EXPECT_EQ(overdue, 2);
  std::set<record::RecordId> alerted;
  for (const care::Alert& alert : town.all(care::kAlertRecord, care::alert_from)) alerted.insert(alert.person);
  EXPECT_EQ(alerted.size(), 5u);
}

TEST(Demo, LeavesTheFirstVisitsAssessmentHalfDone) {
  const Town town;
  for (const care::Response& response : town.all(care::kResponseRecord, care::response_from)) {
    EXPECT_GT(response.answered, 0);
    EXPECT_LE(response.answered, response.total);
    EXPECT_FALSE(response.form.empty());
    if (response.status != care::ResponseStatus::Draft || response.kind != "needs") continue;
    EXPECT_EQ(response.answered, 84);
    EXPECT_EQ(response.total, 126);
  }
}

TEST(Demo, FillsFormsWithAnswersTheFormsKnow) {
  const Town town;
  std::map<std::string, std::shared_ptr<const forms::Questionnaire>> forms_read;
  for (const auto& [id, record] : town.records) {
    if (record.type != care::kResponseRecord) continue;
    const care::Response head = care::response_from(record);
    auto& form = forms_read[head.form];
    if (!form) {
      const std::string name = head.form.substr(head.form.rfind('/') + 1);
      form = forms::Questionnaire::parse(*read_asset("forms/" + name + ".json")).value();
    }
    os::SeededRandom random(1);
    record::FieldMap fields;
    for (const auto& [path, field] : record.fields)
      if (record::section_of(path) != record::kHeadSection) fields[path] = field;
    const forms::Form live = forms::Form::restore(form, random, fields);
    EXPECT_EQ(int(live.counts().answered), head.answered) << head.title;
    EXPECT_EQ(int(live.counts().asked), head.total);
    EXPECT_TRUE(live.invalid().empty());
    std::string missing;
    for (const forms::NodeId node : live.missing()) missing.append(live.item(node).link_id).append(" ");
    if (head.status == care::ResponseStatus::Approved) {
      EXPECT_EQ(missing, "") << head.title;
    }
  }
}

TEST(Demo, InventsNobody) {
  const Town town(small_council());
  EXPECT_EQ(town.people().size(), 60u);
  std::set<std::string> numbers;
  for (const care::Person& person : town.people()) {
    if (!person.nhs_number.empty()) {
      EXPECT_EQ(care::check_nhs_number(person.nhs_number), care::NhsCheck::Valid);
      EXPECT_TRUE(care::is_synthetic_nhs_number(person.nhs_number));
      EXPECT_TRUE(numbers.insert(person.nhs_number).second) << "nobody shares a number";
    }
    EXPECT_TRUE(person.postcode.starts_with("JX")) << person.postcode;
    EXPECT_TRUE(care::is_postcode(person.postcode)) << person.postcode;
    const std::string phone = person.phone;
    EXPECT_TRUE(phone.starts_with("01632 960") || phone.starts_with("07700 900") || phone.starts_with("020 7946 0")) << phone;
    EXPECT_TRUE(person.uprn.starts_with("999"));
    EXPECT_LT(person.born, kToday);
  }
}

TEST(Demo, HoldsEveryKindOfText) {
  const Town town;
  EXPECT_EQ(town.named("حداد").preferred, "Yusuf");
  EXPECT_EQ(town.named("Llewelyn-Huws").given, "Siân");
  EXPECT_EQ(town.named("O'Connor-Nwosu").preferred, "Bee 🐝");
  size_t longest = 0;
  for (const care::Note& note : town.all(care::kNoteRecord, care::note_from)) {
    longest = std::max(longest, note.text.size());
    EXPECT_EQ(note.text.find('{'), std::string::npos) << note.text.substr(0, 200);
    EXPECT_EQ(note.text.find("\\n"), std::string::npos);
    EXPECT_LE(note.at, kNow);
  }
  EXPECT_GT(longest, 19'000u);
}

TEST(Demo, UsesOnlyCodesThatAreOnTheLists) {
  care::Codes codes;
  for (const std::string& name : care::code_list_names()) ASSERT_TRUE(codes.add(name, *read_asset("codes/" + name + ".csv")));
  const Town town;
  const auto on_list = [&](std::string_view list, const std::string& code) { EXPECT_TRUE(code.empty() || codes.list(list).find(code)) << list << " " << code; };
  for (const care::Person& person : town.people()) {
    on_list("support-reasons", person.support_reason);
    on_list("ethnicity", person.ethnicity);
    on_list("gender", person.gender);
    on_list("languages", person.language);
    on_list("accommodation", person.accommodation);
    on_list("employment", person.employment);
    on_list("capacity", person.capacity);
    on_list("nhs-status", person.nhs_status);
  }
  for (const care::Alert& alert : town.all(care::kAlertRecord, care::alert_from)) on_list("alert-kinds", alert.kind);
  for (const care::Note& note : town.all(care::kNoteRecord, care::note_from)) on_list("note-categories", note.category);
  for (const care::Visit& visit : town.all(care::kVisitRecord, care::visit_from)) on_list("visit-purposes", visit.purpose);
  for (const care::Provider& provider : town.all(care::kProviderRecord, care::provider_from)) on_list("provider-kinds", provider.kind);
  for (const care::Response& response : town.all(care::kResponseRecord, care::response_from)) on_list("form-kinds", response.kind);
  for (const care::Relation& relation : town.all(care::kRelationRecord, care::relation_from)) {
    on_list("relation-roles", relation.role);
    on_list("carer-offer", relation.carer_assessment);
    for (const std::string& power : relation.powers) on_list("powers", power);
  }
  for (const care::Plan& plan : town.all(care::kPlanRecord, care::plan_from)) {
    EXPECT_FALSE(plan.outcomes.empty());
    for (const care::PlanService& service : plan.services) on_list("services", service.code);
    for (const care::PlanOutcome& outcome : plan.outcomes) on_list("progress", outcome.progress);
    for (const care::WeekSlot& slot : plan.week) EXPECT_TRUE(slot.day >= 0 && slot.day < 7 && slot.minutes > 0);
  }
}

TEST(Demo, TellsItsStoryInOrderOfTime) {
  const Town town;
  os::UnixMs last = 0;
  int waiting = 0;
  for (const Batch& batch : town.batches) {
    EXPECT_LE(batch.at, kNow);
    EXPECT_FALSE(batch.edits.empty());
    if (!batch.logged) continue;
    EXPECT_GE(batch.at, last);
    last = batch.at;
    waiting += batch.waiting;
  }
  EXPECT_EQ(waiting, 4) << "three drafts and a plan are saved only here";
}

TEST(Demo, MakesAsManyAsAreAskedFor) {
  size_t people = 0;
  std::set<record::RecordId> ids;
  const auto made = make_council(3, load(2'000), kNow, read_asset, [&](const Batch& batch) -> base::Status {
    if (batch.edits.front().type == care::kPersonRecord && !batch.logged) ++people;
    ids.insert(batch.edits.front().id);
    return {};
  });
  ASSERT_TRUE(made);
  EXPECT_EQ(made->people, 2'000u);
  EXPECT_GE(people, 1'900u);
  EXPECT_GT(ids.size(), 8'000u);
}

TEST(Demo, SaysSoWhenAnAssetIsMissing) {
  const auto made = make_council(1, one_tablet(), kNow, [](std::string_view path) { return base::Result<std::string>(base::fail(base::Fault::NotFound, std::string(path))); },
                                 [](const Batch&) { return base::Status(); });
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().fault, base::Fault::NotFound);
}
