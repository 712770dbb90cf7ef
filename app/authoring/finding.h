// app/authoring/finding.h: what can be said against a form's definition, and how an author puts it right. The rules are a table (finding.cc): a name that scripts
// may rely on, how bad it is, and the advice.
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "app/forms/json.h"

namespace authoring {

enum class Level : uint8_t { Warning, Error };

enum class Rule : uint8_t {
  // The file
  NotJson, NotAForm, TooLarge, NotAssembled, NoUrl, NoVersion, UnknownMember, WrongKind, UnknownExtension, ExtensionWithoutEffect, UnknownModifier,
  // Items
  NoLinkId, RepeatedLinkId, UnknownType, NoText, EmptyGroup, ItemsInDisplay, NotForDisplay, NotForThisType, UnknownControl, RequiredHidden, RequiredReadOnly,
  // Answers
  NoOptions, NoValueSet, TwoSourcesOfOptions, NoDisplay, RepeatedOption, InitialNotAnOption, InitialKind, BadPattern, LimitsCrossed, LimitWithoutRepeats,
  // Conditions
  UnknownQuestion, ConditionIncomplete, NoBehavior, NotAQuestion, ConditionKind, DeadCondition, NeverAsked, ConditionLoop,
  // Expressions
  BadExpression, UnknownItem, UnknownVariable, UnlikelyExpression, CalculationLoop, PossibleLoop, ServerQuery, OtherLanguage, UnnamedVariable, TooManyExpressions,
  // What is made of its answers
  NotExtracted,
  // Words
  NotTranslated, NoTranslation, LongText, LongOption, LongHeading, LongWord,
  Count
};

struct RuleWords {
  std::string_view name;    // "dead-condition": stable
  Level level;
  std::string_view advice;  // what to do, a sentence
};
const RuleWords& words_of(Rule rule);

struct Finding {
  Rule rule;
  forms::json::Place at;
  std::string link_id;  // empty: the form itself
  std::string problem;  // what is the matter here, a sentence without its full stop
  Level level() const { return words_of(rule).level; }
  bool operator==(const Finding&) const = default;
};

}  // namespace authoring
