// app/forms/item.h: one item of a form's definition, as read from a FHIR R4 Questionnaire. Everything here is a view into the
// Questionnaire that holds it, never changes, and keeps the whole JSON of the item beside the parts we understand (`node`).
#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "app/forms/answer.h"
#include "app/forms/json.h"
#include "app/forms/text_style.h"

namespace forms {

// An item's place in Questionnaire::items(): document order, a parent before its children.
using ItemIndex = uint32_t;
inline constexpr ItemIndex kNoItem = UINT32_MAX;

// Unknown: a type we do not know; shown as read-only text with its raw answer kept.
enum class ItemType : uint8_t {
  Group, Display, Boolean, Decimal, Integer, Date, DateTime, Time, String, Text, Url, Choice, OpenChoice, Attachment, Reference, Quantity, Unknown
};

// questionnaire-item-control. Other: a code we do not know, in Item::control_code.
enum class Control : uint8_t {
  None, Page, TabContainer, Tab, Group, List, Table, HorizontalTable, Grid, Header, Footer, Inline, Prompt, Unit, Lower, Upper, Flyover, Help, Legal,
  RadioButton, CheckBox, DropDown, AutoComplete, Lookup, Slider, Spinner, TextBox, ContextDisplay, Other
};

// What a disabled item looks like. R4: hidden; the R5 extension may ask for protected: shown, read-only.
enum class DisabledDisplay : uint8_t { Hidden, Protected };
enum class Orientation : uint8_t { Unsaid, Vertical, Horizontal };
// questionnaire-displayCategory.
enum class DisplayCategory : uint8_t { None, Instructions, Security, Other };

enum class Operator : uint8_t { Exists, Equal, NotEqual, Greater, Less, GreaterOrEqual, LessOrEqual, Unknown };
// One enableWhen. `question` is kNoItem when no item has that linkId.
struct Condition {
  ItemIndex question = kNoItem;
  Operator op = Operator::Unknown;
  std::string_view question_link_id;
  AnswerView answer;
};

struct Option {
  AnswerView value;
  std::string_view prefix;              // questionnaire-optionPrefix: "A)"
  const json::Value* node = nullptr;    // the answerOption, or the value set's concept
  const TextStyle* style = nullptr;     // rendering-style of its words; null: it says nothing
  bool initially_selected = false;
  bool exclusive = false;               // choosing it unchooses every other
  std::optional<double> ordinal() const;  // ordinalValue or itemWeight
  std::string_view ordinal_text() const;  // as written; empty when there is none
};

struct Reader;

struct UnitOption {
  std::string_view system, code, display;
};

// Limits few items have.
struct ItemLimits {
  AnswerView min_value, max_value, min_quantity, max_quantity;
  int32_t max_decimal_places = -1;     // -1: unsaid
  int32_t min_length = 0;              // Unicode code points
  int32_t max_length = 0;              // worked out; Item::max_length is the written one
  int32_t min_occurs = 0, max_occurs = 0;  // 0: unsaid
  int64_t max_size_bytes = 0;          // of an attachment; 0: unsaid
  int32_t regex = -1;                  // Questionnaire::matches()
  std::string_view regex_text;
  double slider_step = 0;
  double observed_days = 0;            // observationLinkPeriod: how old an observation may be that answers it; 0: none does
  std::span<const std::string_view> mime_types;
};

struct Item {
  std::string_view link_id;
  std::string_view type_name;          // as written
  std::string_view text, prefix, short_text;
  std::string_view entry_format;       // a hint to show in an empty box
  std::string_view open_label;         // what "other" is called in an open choice
  std::string_view control_code;       // as written
  std::string_view rich;               // its text as markdown: rendering-markdown, or the safe part of rendering-xhtml; empty when it has neither
  std::string_view value_set;          // answerValueSet, as written; empty: none
  std::string_view support_link;       // questionnaire-supportLink: where more is said about it
  std::string_view path_part;          // this item's part of a record::FieldPath (see paths.h)
  const json::Value* node = nullptr;
  std::span<const Option> options;     // answerOption, or the expansion of answerValueSet
  std::span<const Condition> conditions;
  std::span<const UnitOption> units;
  std::span<const AnswerView> initial; // `initial`, else the options with initialSelected
  std::span<const ItemIndex> decorations;  // child displays drawn as part of this item: help, prompt, unit, ...
  std::span<const ItemIndex> dependents;   // items with a condition on this one (see "the graph" in README.md)
  std::span<const Reader> readers;     // expressions that read it or what is below it; see rules.h
  const TextStyle* style = nullptr;    // rendering-style of its text, else of the item, else of its prefix; null: nothing is said
  const ItemLimits* limits = nullptr;  // null: none
  uint32_t first_rule = 0;             // its own expressions, in Questionnaire::rules()
  uint16_t rule_count = 0;
  ItemIndex index = 0, parent = kNoItem;
  ItemIndex end = 0;                   // one past the last item below this one
  uint32_t page = 0;                   // Questionnaire::sections()
  int32_t max_length = 0;              // Unicode code points; 0: unsaid
  uint32_t rank = 0;                   // its conditions are looked at in this order
  uint16_t depth = 0;                  // 0: at the top
  ItemType type = ItemType::Unknown;
  Control control = Control::None;
  Orientation orientation = Orientation::Unsaid;
  DisabledDisplay disabled_display = DisabledDisplay::Hidden;
  DisplayCategory category = DisplayCategory::None;
  bool required = false, read_only = false;
  bool repeats = false;                // it does, or an expression may say that it does
  bool repeats_by_itself = false;      // as written, where no expression says otherwise
  bool hidden = false;                 // questionnaire-hidden, its own or of a group above
  bool all_conditions = false;         // enableBehavior: all; else any
  bool decorates = false;              // a display folded into its parent: no row of its own
  bool lives = true;                   // has instances in a Form: everything but decorations that are always shown
  bool nests = false;                  // a question with live items below its answers
  bool collapsible = false, starts_closed = false;  // sdc-questionnaire-collapsible
  bool calculated = false;             // an expression keeps its answer up to date
  bool listed = false;                 // it says which answers it takes: answerOption, answerValueSet or an expression
  bool open = false;                   // and takes others too: an open-choice, or answerConstraint says so
  bool observed = false;               // a new form takes its answer from the newest observation of its code, where there is one

  bool is_group() const { return type == ItemType::Group; }
  bool is_display() const { return type == ItemType::Display; }
  bool is_question() const { return !is_group() && !is_display(); }
  bool is_number() const { return type == ItemType::Integer || type == ItemType::Decimal || type == ItemType::Quantity; }
  bool is_free_text() const { return type == ItemType::String || type == ItemType::Text; }
  bool is_choice() const { return type == ItemType::Choice || type == ItemType::OpenChoice; }
  // Answered from a list: a choice, or a question of another type that says which answers it takes (R4: answerOption on integer, date, time, string).
  bool takes_options() const { return is_choice() || (listed && is_question() && type != ItemType::Boolean && type != ItemType::Attachment && type != ItemType::Unknown); }
  // Someone can answer it on a screen.
  bool is_asked() const { return is_question() && !hidden && !read_only && type != ItemType::Unknown; }
};

// The value of the extension of that url (whole, or the part after the last '/'); a Null when there is none.
const json::Value& extension_of(const json::Value& node, std::string_view name);

}  // namespace forms
