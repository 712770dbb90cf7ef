#include "app/tablet/state/launch.h"

#include <gtest/gtest.h>

#include "app/care/record_types.h"
#include "app/fhirpath/document.h"
#include "app/tablet/state/state.h"

namespace state {
namespace {

void takes(AppState& state, const std::vector<record::Edit>& edits) {
  record::FieldMap head;
  for (const record::Edit& edit : edits)
    if (edit.path.starts_with("head/")) head[edit.path].value = edit.to;
  state.caseload.take_head(edits.front().type, edits.front().id, head);
}

std::string text_at(const forms::LaunchContext& launch, std::string_view name, std::initializer_list<const char*> path) {
  fhirpath::Items at;
  if (!launch.find(name, at) || at.empty()) return "(none)";
  for (const char* part : path) {
    fhirpath::Items next;
    at[0].source().children(at[0].node(), fhirpath::Name(part), next);
    if (next.empty()) return "(none)";
    at = std::move(next);
  }
  std::string out;
  at[0].source().write_json(at[0].node(), out);
  return out;
}

TEST(Launch, AFormSeesThePersonAsAFhirPatient) {
  os::SeededRandom random(1);
  AppState state(random);
  care::Person person;
  person.id = record::make_record_id(1, random);
  person.given = "Margaret";
  person.family = "Whitlock";
  person.born = {1941, 2, 3};
  person.address = "14 Orchard Row, Upper Mill";
  person.phone = "01632 960118";
  takes(state, care::to_edits(person));
  const auto launch = launch_context(state, person.id);
  ASSERT_NE(launch, nullptr);
  EXPECT_EQ(text_at(*launch, "patient", {"name", "family"}), "\"Whitlock\"");
  EXPECT_EQ(text_at(*launch, "patient", {"name", "given"}), "\"Margaret\"");
  EXPECT_EQ(text_at(*launch, "patient", {"birthDate"}), "\"1941-02-03\"");
  EXPECT_EQ(text_at(*launch, "patient", {"address", "line"}), "\"14 Orchard Row\"");
  EXPECT_EQ(text_at(*launch, "patient", {"telecom", "value"}), "\"01632 960118\"");
  EXPECT_EQ(text_at(*launch, "user", {"name"}), "(none)");
}

TEST(Launch, NobodyKnownIsNoContext) {
  os::SeededRandom random(1);
  const AppState state(random);
  EXPECT_EQ(launch_context(state, record::RecordId{}), nullptr);
}

}  // namespace
}  // namespace state
