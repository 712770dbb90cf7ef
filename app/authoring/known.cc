#include "app/authoring/known.h"

#include <algorithm>

namespace authoring {
namespace {

using forms::json::Kind;

constexpr KnownMember kForm[] = {
    {"resourceType", Kind::String}, {"id", Kind::String}, {"meta", Kind::Object}, {"implicitRules", Kind::String}, {"language", Kind::String}, {"text", Kind::Object}, {"contained", Kind::Array},
    {"extension", Kind::Array}, {"modifierExtension", Kind::Array}, {"url", Kind::String}, {"identifier", Kind::Array}, {"version", Kind::String}, {"name", Kind::String}, {"title", Kind::String},
    {"derivedFrom", Kind::Array}, {"status", Kind::String}, {"experimental", Kind::True}, {"subjectType", Kind::Array}, {"date", Kind::String}, {"publisher", Kind::String}, {"contact", Kind::Array},
    {"description", Kind::String}, {"useContext", Kind::Array}, {"jurisdiction", Kind::Array}, {"purpose", Kind::String}, {"copyright", Kind::String}, {"approvalDate", Kind::String},
    {"lastReviewDate", Kind::String}, {"effectivePeriod", Kind::Object}, {"code", Kind::Array}, {"item", Kind::Array},
};
constexpr KnownMember kItem[] = {
    {"id", Kind::String}, {"extension", Kind::Array}, {"modifierExtension", Kind::Array}, {"linkId", Kind::String}, {"definition", Kind::String}, {"code", Kind::Array}, {"prefix", Kind::String},
    {"text", Kind::String}, {"type", Kind::String}, {"enableWhen", Kind::Array}, {"enableBehavior", Kind::String}, {"disabledDisplay", Kind::String}, {"required", Kind::True}, {"repeats", Kind::True},
    {"readOnly", Kind::True}, {"maxLength", Kind::Number}, {"answerValueSet", Kind::String}, {"answerOption", Kind::Array}, {"initial", Kind::Array}, {"item", Kind::Array},
};
constexpr KnownMember kCondition[] = {
    {"id", Kind::String}, {"extension", Kind::Array}, {"modifierExtension", Kind::Array}, {"question", Kind::String}, {"operator", Kind::String},
    {"answerBoolean", Kind::True}, {"answerDecimal", Kind::Number}, {"answerInteger", Kind::Number}, {"answerDate", Kind::String}, {"answerDateTime", Kind::String}, {"answerTime", Kind::String},
    {"answerString", Kind::String}, {"answerCoding", Kind::Object}, {"answerQuantity", Kind::Object}, {"answerReference", Kind::Object},
};
constexpr KnownMember kOption[] = {
    {"id", Kind::String}, {"extension", Kind::Array}, {"modifierExtension", Kind::Array}, {"initialSelected", Kind::True},
    {"valueInteger", Kind::Number}, {"valueDate", Kind::String}, {"valueTime", Kind::String}, {"valueString", Kind::String}, {"valueCoding", Kind::Object}, {"valueReference", Kind::Object},
    {"value", std::nullopt, true},
};

// By the last part of the url, which no two of them share.
constexpr std::string_view kExtensions[] = {
    // acted on, or notes to whoever reads the definition
    "questionnaire-itemControl", "questionnaire-hidden", "questionnaire-choiceOrientation", "questionnaire-displayCategory", "questionnaire-unit", "questionnaire-unitOption", "questionnaire-unitValueSet",
    "questionnaire-optionPrefix", "questionnaire-optionExclusive", "questionnaire-minOccurs", "questionnaire-maxOccurs", "questionnaire-sliderStepValue", "questionnaire-constraint",
    "questionnaire-signatureRequired", "sdc-questionnaire-answerConstraint", "extension-Questionnaire.item.answerConstraint", "questionnaire-supportLink", "questionnaire-referenceResource", "questionnaire-usageMode",
    "questionnaire-fhirType", "questionnaire-baseType", "questionnaire-studyProtocolDate", "questionnaire-unit-option", "extension-Questionnaire.item.disabledDisplay", "targetConstraint", "variable", "cqf-expression", "cqf-calculatedValue",
    "cqf-library", "entryFormat", "minValue", "maxValue", "minLength", "maxDecimalPlaces", "maxSize", "mimeType", "regex", "ordinalValue", "itemWeight", "valueset-ordinalValue", "codesystem-ordinalValue", "translation",
    "rendering-markdown", "rendering-xhtml", "rendering-style", "rendering-media", "named-text", "preferredTerminologyServer", "designNote", "data-absent-reason", "valueset-supplement", "displayName",
    "sdc-questionnaire-enableWhenExpression", "sdc-questionnaire-initialExpression", "sdc-questionnaire-calculatedExpression",
    "sdc-questionnaire-answerExpression", "sdc-questionnaire-answerOptionsToggleExpression", "sdc-questionnaire-itemPopulationContext", "sdc-questionnaire-launchContext", "sdc-questionnaire-shortText",
    "sdc-questionnaire-openLabel", "sdc-questionnaire-collapsible", "sdc-questionnaire-keyboard", "sdc-questionnaire-maxQuantity", "sdc-questionnaire-minQuantity",
    "sdc-questionnaire-preferredTerminologyServer", "sdc-questionnaire-itemMedia",
    "sdc-questionnaire-itemAnswerMedia", "sdc-questionnaire-referencesContained",
    "sdc-questionnaire-sourceQueries", "sdc-questionnaire-sourceStructureMap", "sdc-questionnaire-observationLinkPeriod", "sdc-questionnaire-performerType", "sdc-questionnaire-isSubject", "sdc-questionnaire-endpoint",
    "sdc-questionnaire-subQuestionnaire", "sdc-questionnaire-library", "sdc-questionnaire-prepopulate-subject",
    // what is done with the answers afterwards, and how the form was put together
    "sdc-questionnaire-observationExtract", "sdc-questionnaire-observation-extract-category", "sdc-questionnaire-observationExtractEntry", "sdc-questionnaire-itemExtractionContext", "sdc-questionnaire-itemContext",
    "sdc-questionnaire-definitionExtract", "sdc-questionnaire-definitionExtractValue", "sdc-questionnaire-extractAllocateId", "sdc-questionnaire-targetStructureMap", "sdc-questionnaire-templateExtract",
    "sdc-questionnaire-templateExtractBundle", "sdc-questionnaire-templateExtractContext", "sdc-questionnaire-templateExtractValue", "sdc-questionnaire-assemble-expectation", "sdc-questionnaire-assembleContext",
    "sdc-questionnaire-assembledFrom", "sdc-questionnaire-instruction", "questionnaire-instruction", "questionnaireresponse-author",
};
// Of the standard, said by an author to change how the form is filled in, and not acted on: an author has to be told.
constexpr std::string_view kWithoutEffect[] = {
    "questionnaire-referenceProfile", "questionnaire-referenceFilter", "rendering-styleSensitive", "sdc-questionnaire-candidateExpression",
    "sdc-questionnaire-contextExpression", "sdc-questionnaire-choiceColumn", "sdc-questionnaire-columnCount", "sdc-questionnaire-width", "sdc-questionnaire-unitOpen",
    "sdc-questionnaire-unitSupplementalSystem", "sdc-questionnaire-optionalDisplay", "sdc-questionnaire-preferredAnswer", "sdc-questionnaire-lookupQuestionnaire",
    };
// Whole families of the standard's own that are about publishing a definition, not about filling it in.
constexpr std::string_view kFamilies[] = {
    "http://hl7.org/fhir/StructureDefinition/structuredefinition-", "http://hl7.org/fhir/StructureDefinition/artifact-", "http://hl7.org/fhir/StructureDefinition/resource-", "http://hl7.org/fhir/StructureDefinition/cqf-",
    "http://hl7.org/fhir/StructureDefinition/valueset-", "http://hl7.org/fhir/StructureDefinition/codesystem-", "http://hl7.org/fhir/StructureDefinition/terminology-server", "http://hl7.org/fhir/5.0/StructureDefinition/extension-Questionnaire.versionAlgorithm", "http://hl7.org/fhir/uv/cpg/StructureDefinition/",
    "http://hl7.org/fhir/StructureDefinition/replaces", "http://hl7.org/fhir/StructureDefinition/workflow-",
};

}  // namespace

const std::span<const KnownMember> kFormMembers = kForm, kItemMembers = kItem, kConditionMembers = kCondition, kOptionMembers = kOption;

Standing standing_of(std::string_view url) {
  const std::string_view name = url.substr(url.rfind('/') + 1);
  const auto lists = [&](const auto& names) { return std::find(std::begin(names), std::end(names), name) != std::end(names); };
  if (lists(kWithoutEffect)) return Standing::WithoutEffect;
  const bool in_family = std::any_of(std::begin(kFamilies), std::end(kFamilies), [&](std::string_view family) { return url.starts_with(family); });
  return in_family || lists(kExtensions) ? Standing::Known : Standing::Unknown;
}

}  // namespace authoring
