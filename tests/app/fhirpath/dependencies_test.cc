#include <gtest/gtest.h>

#include "app/fhirpath/check.h"
#include "app/fhirpath/expression.h"

namespace fhirpath {
namespace {

// "links a b; all; context; clock; %v"
std::string reads(const std::string& text) {
  const auto expression = Expression::compile(text);
  if (!expression) return expression.error().message;
  const Dependencies& found = expression->dependencies();
  std::string out;
  for (const std::string& link : found.link_ids) out += link + " ";
  for (const std::string& begin : found.link_prefixes) out += begin + "* ";
  if (found.reads_all_answers) out += "ALL ";
  if (found.reads_context_answers) out += "CONTEXT ";
  if (found.reads_clock) out += "CLOCK ";
  for (const std::string& variable : found.variables) out += "%" + variable + " ";
  if (!out.empty()) out.pop_back();
  return out;
}

TEST(Dependencies, AreTheItemsAnExpressionNamesByLinkId) {
  EXPECT_EQ(reads("%resource.item.where(linkId = 'a').answer.value"), "a %resource");
  EXPECT_EQ(reads("%resource.repeat(item).where(linkId = 'b').answer.value > 3"), "b %resource");
  EXPECT_EQ(reads("%resource.descendants().where(linkId = 'b').answer.value.code = 'x' and item.where(linkId='c').answer.exists()"), "b c %resource");
  EXPECT_EQ(reads("item.where(linkId = 'g').item.where(linkId = 'q').answer.value"), "q");
  EXPECT_EQ(reads("item.where('a' = $this.linkId and answer.exists()).count()"), "a");
  EXPECT_EQ(reads("QuestionnaireResponse.item.where(linkId = 'q').answer.first().value"), "q");
}

TEST(Dependencies, AreEachOfSeveralItemsAConditionNames) {
  EXPECT_EQ(reads("%resource.descendants().where(linkId = 'a' or linkId = 'b').answer.value.sum()"), "a b %resource");
  EXPECT_EQ(reads("item.where(linkId in ('a' | 'b' | 'c')).answer.value"), "a b c");
  EXPECT_EQ(reads("item.where(('a' | 'b') contains linkId).answer.value"), "a b");
  EXPECT_EQ(reads("item.where((linkId = 'a' or linkId = 'b') and answer.exists()).count()"), "a b");
  EXPECT_EQ(reads("item.where(linkId = 'a' and answer.exists() or linkId = 'b').count()"), "a b");
  EXPECT_EQ(reads("%resource.repeat(item).exists(linkId = 'a' and answer.value = true)"), "a %resource");
  EXPECT_EQ(reads("%resource.item.where(linkId = 'a').item.where(linkId = 'c' or $this.linkId = 'd').answer.value"), "c d %resource");
}

TEST(Dependencies, AreEverythingWhereOneSideOfAnOrNamesNoItem) {
  EXPECT_EQ(reads("%resource.item.where(linkId = 'a' or answer.exists()).count()"), "ALL %resource");
  EXPECT_EQ(reads("item.where(linkId in ('a' | text)).answer.value"), "CONTEXT");
  EXPECT_EQ(reads("item.where(linkId != 'a').answer.value"), "CONTEXT");
  EXPECT_EQ(reads("item.where(linkId ~ 'a').answer.value"), "CONTEXT") << "~ does not mind the case of letters, names do";
  EXPECT_EQ(reads("item.where((linkId = 'a').not()).answer.value"), "CONTEXT");
  EXPECT_EQ(reads("%resource.item.all(linkId = 'a')"), "ALL %resource");
}

TEST(Dependencies, AreTheItemsWhoseNamesBeginAsAConditionSays) {
  EXPECT_EQ(reads("%resource.descendants().where(linkId.startsWith('phq9.')).answer.value"), "phq9.* %resource");
  EXPECT_EQ(reads("item.where($this.linkId.startsWith('a') or linkId = 'b').answer.value"), "b a*");
  EXPECT_EQ(reads("item.where(linkId.startsWith('a') and answer.value > 2).count()"), "a*");
  EXPECT_EQ(reads("item.where(linkId.startsWith('')).count()"), "CONTEXT");
  EXPECT_EQ(reads("item.where(linkId.startsWith(%x)).count()"), "CONTEXT %x");
  EXPECT_EQ(reads("item.where(linkId.endsWith('a')).count()"), "CONTEXT");
  EXPECT_EQ(reads("item.where(linkId.startsWith('a').not()).count()"), "CONTEXT");
}

TEST(Dependencies, AreAllTheItemsAmongWhichOneIsCounted) {
  EXPECT_EQ(reads("item.where(linkId = 'a' and $index > 0).answer.value"), "a CONTEXT") << "its place changes with the items before it";
  EXPECT_EQ(reads("item.where($index = 1).where(linkId = 'a').answer.value"), "a CONTEXT");
  EXPECT_EQ(reads("item.where(linkId = 'a').answer.where($index = 0).value"), "a");
  EXPECT_EQ(reads("item.where(linkId = 'a' and answer.where($index = 0).value > 1).count()"), "a");
  EXPECT_EQ(reads("item.where(linkId = 'g').first().item.where(linkId = 'b').answer.value"), "b g") << "which is first may change with anything in any of them";
  EXPECT_EQ(reads("item.where(linkId = 'g')[1].item.where(linkId = 'b').answer.value"), "b g");
  EXPECT_EQ(reads("item.where(linkId = 'g').select(1).count()"), "g");
  EXPECT_EQ(reads("item.where(linkId = 'g').select($index)"), "g");
  EXPECT_EQ(reads("item.where(linkId = 'g').select(item.where(linkId = 'b').exists())"), "b g") << "one for each of them";
  EXPECT_EQ(reads("%resource.item.where(linkId = 'g').select(%resource.item.where(linkId = 'b').answer.value)"), "b g %resource");
  EXPECT_EQ(reads("item.where(linkId = 'g').select(item.where(linkId = 'b').answer.value)"), "b") << "comes and goes with b alone";
}

TEST(Dependencies, AreWhatIsReadWhateverStandsBeforeThis) {
  EXPECT_EQ(reads("item.where(linkId = 'a').$this.item.where(linkId = 'b').answer.value"), "b");
  EXPECT_EQ(reads("%resource.item.where(linkId = 'g').item.where($this.linkId = 'a').answer.value"), "a %resource");
}

TEST(Dependencies, SayWhenAnythingMayMatter) {
  EXPECT_EQ(reads("%resource.item.answer.value.sum()"), "ALL %resource");
  EXPECT_EQ(reads("item.answer.value"), "CONTEXT");
  EXPECT_EQ(reads("%context.answer.value > 3"), "CONTEXT %context");
  EXPECT_EQ(reads("answers().sum()"), "CONTEXT");
  EXPECT_EQ(reads("$this.exists()"), "CONTEXT");
}

TEST(Dependencies, AreVariablesAndTheClockToo) {
  EXPECT_EQ(reads("%weight / %height.power(2)"), "%height %weight");
  EXPECT_EQ(reads("today() - %patient.birthDate"), "CLOCK %patient");
  EXPECT_EQ(reads("%resource.status = 'completed'"), "%resource");
  EXPECT_EQ(reads("iif(%a > 1, 'x', %b)"), "%a %b");
  EXPECT_EQ(reads("1 + 1"), "");
  EXPECT_EQ(reads("%questionnaire.item.where(linkId = 'a').text"), "%questionnaire");
}

std::string problem(const std::string& text, const char* type) {
  const auto expression = Expression::compile(text);
  if (!expression) return expression.error().message;
  const auto found = check_types(*expression, Model::r4().find("FHIR", type));
  return found ? found->message : "";
}

TEST(Check, FindsWhatNoDataCouldMakeRight) {
  EXPECT_EQ(problem("name.given", "Patient"), "");
  EXPECT_EQ(problem("name.surname", "Patient"), "'HumanName' has no element 'surname'");
  EXPECT_EQ(problem("deceasedBoolean", "Patient"), "write 'deceased' for 'deceasedBoolean', or 'deceased.ofType(boolean)'");
  EXPECT_EQ(problem("Encounter.status", "Patient"), "the path begins with Encounter, and the focus is a Patient");
  EXPECT_EQ(problem("descendants().first()", "Patient"), "'first' needs an order, and children() and descendants() have none");
  EXPECT_EQ(problem("identifier.startsWith('a')", "Patient"), "'startsWith' works on text, and this is a Identifier");
  EXPECT_EQ(problem("Bundle.entry.resource.status", "Bundle"), "");
  EXPECT_EQ(problem("item.answer.value.code", "QuestionnaireResponse"), "");
  EXPECT_EQ(problem("item.where(linkid = 'a')", "QuestionnaireResponse"), "'BackboneElement' has no element 'linkid'");
  EXPECT_EQ(problem("contact.select(name.family)", "Patient"), "");
  EXPECT_EQ(problem("extension('x').value.foo", "Patient"), "");
  EXPECT_EQ(problem("component.where(code.coding.exists())", "no type"), "") << "an element, though a type is called so too";
}

}  // namespace
}  // namespace fhirpath
