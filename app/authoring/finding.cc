#include "app/authoring/finding.h"

#include <array>

#include "platform/base/check.h"

namespace authoring {
namespace {

struct Row {
  Rule rule;
  RuleWords words;
};

constexpr Level kError = Level::Error, kWarning = Level::Warning;

constexpr std::array<Row, size_t(Rule::Count)> kRows = {{
    {Rule::NotJson, {"not-json", kError, "Put the JSON right there; most often a comma or a bracket is missing or one too many."}},
    {Rule::NotAForm, {"not-a-form", kError, "The file must be one FHIR R4 Questionnaire, with resourceType \"Questionnaire\" and a list of items."}},
    {Rule::TooLarge, {"too-large", kError, "Split the form, or nest it less deeply."}},
    {Rule::NotAssembled, {"not-assembled", kWarning, "Put it together first ($assemble of Structured Data Capture): tablets take whole forms. What it names in its other parts is not checked."}},
    {Rule::NoUrl, {"no-url", kWarning, "Give it a url of its own: answers name it, and a forms pack asks for it."}},
    {Rule::NoVersion, {"no-version", kWarning, "Give it a version: a draft stays with the version it was begun with, and a forms pack asks for it."}},
    {Rule::UnknownMember, {"unknown-member", kWarning, "Check its spelling; what FHIR R4 does not know is kept and not acted on."}},
    {Rule::WrongKind, {"wrong-kind", kError, "Write it as FHIR R4 does; as it stands it is not acted on."}},
    {Rule::UnknownExtension, {"unknown-extension", kWarning, "Check its url. If it is right, it is kept and has no effect on a tablet; say what it says in another way if the form needs it."}},
    {Rule::ExtensionWithoutEffect, {"extension-without-effect", kWarning, "It is kept in the form and has no effect on a tablet; say what it says in another way if the form needs it."}},
    {Rule::UnknownModifier, {"unknown-modifier", kError, "A modifierExtension changes what an item means, and this one is not known here: say it in another way."}},
    {Rule::NoLinkId, {"no-link-id", kError, "Give it a linkId that no other item of the form has."}},
    {Rule::RepeatedLinkId, {"duplicate-link-id", kError, "Give one of them another linkId: conditions and expressions mean the first only."}},
    {Rule::UnknownType, {"unknown-type", kError, "Use a type of FHIR R4; this item is shown as text and cannot be answered."}},
    {Rule::NoText, {"no-text", kWarning, "Give it a text: without one nobody knows what is asked, and a screen reader says nothing."}},
    {Rule::EmptyGroup, {"empty-group", kWarning, "Put the group's questions in it, make it a display, or take it out."}},
    {Rule::ItemsInDisplay, {"items-in-display", kError, "Only groups and questions hold items: make it a group."}},
    {Rule::NotForDisplay, {"not-for-display", kWarning, "Take it out: a display asks nothing, so there is nothing for it to act on."}},
    {Rule::NotForThisType, {"not-for-this-type", kWarning, "Take it out or change the item's type: it has no effect on items of this type."}},
    {Rule::UnknownControl, {"unknown-control", kWarning, "Use a code of questionnaire-item-control; the item is drawn as its type asks."}},
    {Rule::RequiredHidden, {"required-hidden", kWarning, "Show it, give it an initial value or a calculation, or do not require it: nobody can answer it."}},
    {Rule::RequiredReadOnly, {"required-read-only", kWarning, "Give it an initial value or a calculation, or let people answer it."}},
    {Rule::NoOptions, {"no-options", kError, "Give it answerOption, answerValueSet or an answerExpression: there is nothing to choose from."}},
    {Rule::NoValueSet, {"value-set-not-at-hand", kError, "Put the value set into \"contained\" with its codes (an expansion, or compose with concepts), or give its expansion with --valuesets; a tablet has no terminology server to ask."}},
    {Rule::TwoSourcesOfOptions, {"two-sources-of-options", kWarning, "Keep one of them; answerOption is what is used."}},
    {Rule::NoDisplay, {"no-display", kWarning, "Give it a display: people would be shown its code."}},
    {Rule::RepeatedOption, {"duplicate-option", kWarning, "Take one of them out: they cannot be told apart once chosen."}},
    {Rule::InitialNotAnOption, {"initial-not-an-option", kError, "Make it one of the item's options, system and code alike."}},
    {Rule::InitialKind, {"initial-of-another-type", kError, "Write it as a value of the item's type."}},
    {Rule::BadPattern, {"bad-regex", kError, "Write it as RE2 reads it (no look-ahead, no back-references); until then any text is taken."}},
    {Rule::LimitsCrossed, {"limits-crossed", kError, "Make the lower limit no greater than the upper one: no answer satisfies both."}},
    {Rule::LimitWithoutRepeats, {"limit-without-repeats", kWarning, "Let the item repeat, or take the limit out."}},
    {Rule::UnknownQuestion, {"condition-on-nothing", kError, "Name the linkId of a question of this form."}},
    {Rule::ConditionIncomplete, {"condition-incomplete", kError, "An enableWhen needs question, operator (exists = != > < >= <=) and an answer of the question's type."}},
    {Rule::NoBehavior, {"no-enable-behavior", kWarning, "Say whether \"all\" or \"any\" of the conditions must hold; \"any\" is taken."}},
    {Rule::NotAQuestion, {"condition-on-no-question", kError, "Name a question: a group or display has no answer."}},
    {Rule::ConditionKind, {"condition-of-another-type", kError, "Compare with an answer of the question's own type; as it stands the condition never holds."}},
    {Rule::DeadCondition, {"dead-condition", kError, "Compare with an answer the question can have, or take the condition out."}},
    {Rule::NeverAsked, {"never-asked", kError, "Put its conditions right, or take it out: nobody will ever see it."}},
    {Rule::ConditionLoop, {"condition-loop", kWarning, "Break the circle, or make sure that it comes to rest whichever is answered first."}},
    {Rule::BadExpression, {"bad-expression", kError, "Put the FHIRPath right there; until then the expression is left out."}},
    {Rule::UnknownItem, {"expression-names-nothing", kError, "Name the linkId of an item of this form."}},
    {Rule::UnknownVariable, {"unknown-variable", kError, "Declare it (variable, launchContext), or check its spelling: the expression fails until then."}},
    {Rule::UnlikelyExpression, {"unlikely-expression", kWarning, "Check it against FHIR R4: by its types it cannot give what is meant."}},
    {Rule::CalculationLoop, {"calculation-loop", kError, "Break the circle: what depends on itself has no answer, and is given up after a few rounds."}},
    {Rule::PossibleLoop, {"possible-loop", kWarning, "Name the items it means by linkId: it reads every answer, and some of those depend on it."}},
    {Rule::ServerQuery, {"server-query", kWarning, "Away from the network there is no FHIR server to ask: take what is needed from the launch context."}},
    {Rule::OtherLanguage, {"expression-language", kWarning, "Write it in FHIRPath (text/fhirpath); other languages are left out."}},
    {Rule::UnnamedVariable, {"unnamed-variable", kError, "Give the variable a name."}},
    {Rule::TooManyExpressions, {"too-many-expressions", kError, "Have fewer expressions; the rest are left out."}},
    {Rule::NotExtracted, {"not-extracted", kWarning, "Name an element the resource has and the answer can be, or a code to observe; as it stands this is left out of what the form makes."}},
    {Rule::NotTranslated, {"not-translated", kWarning, "Add the standard translation extension (a designation for a value set's concept)."}},
    {Rule::NoTranslation, {"no-translation", kWarning, "Translate the form with the standard translation extension, or say with --language which languages it has to have."}},
    {Rule::LongText, {"long-text", kWarning, "Shorten it, or move guidance into a help item: at the largest text size the question and its answer do not fit on the screen together."}},
    {Rule::LongOption, {"long-option", kWarning, "Shorten it: at the largest text size it fills the screen before the next option comes."}},
    {Rule::LongHeading, {"long-heading", kWarning, "Shorten it, or give the page a shortText for its button and the list of sections."}},
    {Rule::LongWord, {"long-word", kWarning, "Split the word or write it otherwise: at the largest text size it is wider than the screen held upright."}},
}};

constexpr bool in_order() {
  for (size_t i = 0; i < kRows.size(); ++i)
    if (size_t(kRows[i].rule) != i || kRows[i].words.name.empty()) return false;
  return true;
}
static_assert(in_order(), "one row a rule, in the order of Rule");

}  // namespace

const RuleWords& words_of(Rule rule) {
  CHECK(rule < Rule::Count);
  return kRows[size_t(rule)].words;
}

}  // namespace authoring
