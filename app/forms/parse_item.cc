// What one item of a Questionnaire says: its own members and the extensions we understand.
#include <algorithm>
#include <array>

#include "app/forms/parser.h"
#include "app/forms/rich_text.h"

namespace forms {
namespace {

template <class T>
struct Named {
  std::string_view name;
  T value;
};

template <class T, size_t N>
T lookup(const std::array<Named<T>, N>& table, std::string_view name, T otherwise) {
  for (const Named<T>& entry : table)
    if (entry.name == name) return entry.value;
  return otherwise;
}

constexpr std::array<Named<ItemType>, 16> kTypes = {{
    {"group", ItemType::Group}, {"display", ItemType::Display}, {"boolean", ItemType::Boolean}, {"decimal", ItemType::Decimal},
    {"integer", ItemType::Integer}, {"date", ItemType::Date}, {"dateTime", ItemType::DateTime}, {"time", ItemType::Time},
    {"string", ItemType::String}, {"text", ItemType::Text}, {"url", ItemType::Url}, {"choice", ItemType::Choice},
    {"open-choice", ItemType::OpenChoice}, {"attachment", ItemType::Attachment}, {"reference", ItemType::Reference},
    {"quantity", ItemType::Quantity},
}};

// http://hl7.org/fhir/questionnaire-item-control, and the names it had before or has in tools.
constexpr std::array<Named<Control>, 34> kControls = {{
    {"page", Control::Page}, {"tab-container", Control::TabContainer}, {"tab", Control::Tab}, {"group", Control::Group},
    {"list", Control::List}, {"table", Control::Table}, {"htable", Control::HorizontalTable}, {"gtable", Control::Grid},
    {"grid", Control::Grid}, {"atable", Control::HorizontalTable}, {"header", Control::Header}, {"footer", Control::Footer},
    {"inline", Control::Inline}, {"prompt", Control::Prompt}, {"unit", Control::Unit}, {"lower", Control::Lower},
    {"upper", Control::Upper}, {"flyover", Control::Flyover}, {"help", Control::Help}, {"popup", Control::Help},
    {"legal", Control::Legal}, {"radio-button", Control::RadioButton}, {"radio", Control::RadioButton},
    {"check-box", Control::CheckBox}, {"checkbox", Control::CheckBox}, {"drop-down", Control::DropDown},
    {"autocomplete", Control::AutoComplete}, {"lookup", Control::Lookup}, {"slider", Control::Slider}, {"spinner", Control::Spinner},
    {"text-box", Control::TextBox}, {"context-display", Control::ContextDisplay}, {"text", Control::TextBox}, {"url", Control::TextBox},
}};

constexpr std::array<Named<Operator>, 7> kOperators = {{
    {"exists", Operator::Exists}, {"=", Operator::Equal}, {"!=", Operator::NotEqual}, {">", Operator::Greater}, {"<", Operator::Less},
    {">=", Operator::GreaterOrEqual}, {"<=", Operator::LessOrEqual},
}};


// The first code of a CodeableConcept that `table` knows, else its first code.
std::string_view known_code(const json::Value& concept_) {
  for (const json::Value& coding : concept_["coding"].elements())
    if (lookup(kControls, coding["code"].string(), Control::None) != Control::None) return coding["code"].string();
  const std::string_view first = concept_["coding"][0]["code"].string();
  return first.empty() ? concept_["text"].string() : first;
}

DisplayCategory category_of(std::string_view code) {
  return code == "instructions" ? DisplayCategory::Instructions : code == "security" ? DisplayCategory::Security : DisplayCategory::Other;
}

UnitOption unit_of(const json::Value& coding) { return {coding["system"].string(), coding["code"].string(), coding["display"].string()}; }

// A duration of UCUM's time units, in days.
double days_of(const json::Value& duration) {
  constexpr std::array<Named<double>, 7> kDays = {{{"a", 365.25}, {"mo", 30.4375}, {"wk", 7}, {"d", 1}, {"h", 1.0 / 24}, {"min", 1.0 / 1440}, {"s", 1.0 / 86400}}};
  const std::string_view unit = duration[duration.has("code") ? "code" : "unit"].string();
  return duration["value"].number() * lookup(kDays, unit, 0.0);
}

int32_t small(int64_t value) { return int32_t(std::clamp<int64_t>(value, 0, INT32_MAX)); }

}  // namespace

const json::Value& extension_of(const json::Value& node, std::string_view name) {
  static const json::Value kNone;
  for (const json::Value& extension : node["extension"].elements()) {
    const std::string_view url = extension["url"].string();
    if (url == name || last_part(url) == name) return extension;
  }
  return kNone;
}

void Parser::read_basics(const json::Value& node, Item& item) {
  item.type_name = node["type"].string();
  item.type = lookup(kTypes, item.type_name, ItemType::Unknown);
  if (item.type == ItemType::Unknown) warn(WarningKind::UnknownType, item.link_id, "its type \"" + std::string(item.type_name) + "\" is not known; shown as text", node.has("type") ? &node["type"] : &node);
  item.text = node["text"].string();
  item.prefix = node["prefix"].string();
  read_rich(node["_text"], item);
  for (const json::Value* const element : {&node["_text"], &node, &node["_prefix"]})
    if (!item.style) item.style = parts_.keep(text_style_of(*element));
  item.open = item.type == ItemType::OpenChoice;
  item.required = node["required"].is_true();
  const bool may_repeat = node["repeats"].is_true() || !extension_of(node["_repeats"], "cqf-expression").is_null();
  item.repeats = may_repeat && !item.is_display();
  item.repeats_by_itself = item.repeats && node["repeats"].is_true();
  item.read_only = node["readOnly"].is_true();
  item.max_length = small(node["maxLength"].integer());
  item.all_conditions = node["enableBehavior"].string() == "all";
  if (node["disabledDisplay"].string() == "protected") item.disabled_display = DisabledDisplay::Protected;
}

void Parser::read_extensions(const json::Value& node, Item& item) {
  ItemLimits limits;
  bool limited = false;
  mime_types_.clear();
  units_.clear();
  for (const json::Value& extension : node["extension"].elements())
    read_extension(last_part(extension["url"].string()), extension, item, limits, limited);
  item.units = parts_.keep(units_);
  limits.mime_types = parts_.keep(mime_types_);
  item.observed = limits.observed_days > 0 && item.is_question() && !item.repeats &&  // "can only be used for non-repeating items"
                  !node["code"].elements().empty();
  if (limited || !mime_types_.empty()) item.limits = parts_.keep(std::vector<ItemLimits>{limits}).data();
}

void Parser::read_extension(std::string_view name, const json::Value& extension, Item& item, ItemLimits& limits, bool& limited) {
  constexpr std::string_view kQuestionnaire = "questionnaire-";
  constexpr std::string_view kSdc = "sdc-questionnaire-";
  if (name.starts_with(kSdc)) name.remove_prefix(kSdc.size());
  else if (name.starts_with(kQuestionnaire)) name.remove_prefix(kQuestionnaire.size());

  if (name == "itemControl") {
    item.control_code = known_code(extension["valueCodeableConcept"]);
    item.control = item.control_code.empty() ? Control::None : lookup(kControls, item.control_code, Control::Other);
  } else if (name == "hidden") item.hidden = extension["valueBoolean"].is_true();
  else if (name == "choiceOrientation") item.orientation = extension["valueCode"].string() == "horizontal" ? Orientation::Horizontal : Orientation::Vertical;
  else if (name == "displayCategory") item.category = category_of(extension["valueCodeableConcept"]["coding"][0]["code"].string());
  else if (name == "unit") units_.insert(units_.begin(), unit_of(extension["valueCoding"]));
  else if (name == "unitOption") units_.push_back(unit_of(extension["valueCoding"]));
  else if (name == "entryFormat") item.entry_format = extension["valueString"].string();
  else if (name == "openLabel") item.open_label = extension["valueString"].string();
  else if (name == "shortText") item.short_text = extension["valueString"].string();
  else if (name == "collapsible") {
    item.collapsible = true;
    item.starts_closed = extension["valueCode"].string() == "default-closed";
  }
  else if (name == "supportLink") item.support_link = extension["valueUri"].string();
  else if (name == "answerConstraint" || name == "extension-Questionnaire.item.answerConstraint") item.open |= extension["valueCode"].string().starts_with("optionsOr");
  else if (name == "unitValueSet") read_unit_value_set(extension["valueCanonical"], item.link_id);
  else if (name == "mimeType") mime_types_.push_back(extension["valueCode"].string());
  else if (name == "extension-Questionnaire.item.disabledDisplay") {
    if (extension["valueCode"].string() == "protected") item.disabled_display = DisabledDisplay::Protected;
  } else {
    const bool was = std::exchange(limited, true);
    if (name == "minValue") limits.min_value = read_value(extension);
    else if (name == "maxValue") limits.max_value = read_value(extension);
    else if (name == "minQuantity") limits.min_quantity = read_value(extension);
    else if (name == "maxQuantity") limits.max_quantity = read_value(extension);
    else if (name == "maxDecimalPlaces") limits.max_decimal_places = small(extension["valueInteger"].integer());
    else if (name == "minLength") limits.min_length = small(extension["valueInteger"].integer());
    else if (name == "minOccurs") limits.min_occurs = small(extension["valueInteger"].integer());
    else if (name == "maxOccurs") limits.max_occurs = small(extension["valueInteger"].integer());
    else if (name == "maxSize") limits.max_size_bytes = int64_t(std::clamp(extension["valueDecimal"].number(), 0.0, 1e6) * 1024 * 1024);
    else if (name == "sliderStepValue") limits.slider_step = extension[extension.has("valueDecimal") ? "valueDecimal" : "valueInteger"].number();
    else if (name == "regex") read_regex(extension, item, limits);
    else if (name == "observationLinkPeriod") limits.observed_days = days_of(extension["valueDuration"]);
    else limited = was;
  }
}

void Parser::read_rich(const json::Value& element, Item& item) {
  const json::Value& markdown = extension_of(element, "rendering-markdown");
  item.rich = markdown[markdown.has("valueMarkdown") ? "valueMarkdown" : "valueString"].string();
  const std::string_view xhtml = item.rich.empty() ? extension_of(element, "rendering-xhtml")["valueString"].string() : std::string_view();
  if (!xhtml.empty()) item.rich = parts_.keep(std::string_view(markdown_of_xhtml(xhtml)));
}

// A value in the definition; of a kind we do not know, its raw JSON, so that it can be an answer like any other.
AnswerView Parser::value_in(const json::Value& object, std::string_view prefix) {
  AnswerView out = read_value(object, prefix);
  if (out.kind != AnswerKind::Other) return out;
  out.text = parts_.keep(std::string_view(json::to_text(object[out.code])));
  if (prefix != "value") out.code = parts_.keep(std::string_view("value" + std::string(out.code.substr(prefix.size()))));
  return out;
}

void Parser::read_regex(const json::Value& extension, Item& item, ItemLimits& limits) {
  limits.regex_text = extension["valueString"].string();
  std::string why;
  limits.regex = parts_.patterns.add(limits.regex_text, why);
  if (!why.empty()) warn(WarningKind::Pattern, item.link_id, why, &extension["valueString"]);
}

void Parser::read_conditions(const json::Value& node, Item& item) {
  std::vector<Condition> list;
  for (const json::Value& when : node["enableWhen"].elements()) {
    Condition& condition = list.emplace_back();
    condition.question_link_id = when["question"].string();
    condition.op = lookup(kOperators, when["operator"].string(), Operator::Unknown);
    condition.answer = value_in(when, "answer");
    if (condition.op == Operator::Unknown) warn(WarningKind::UnknownOperator, item.link_id, "its enableWhen has an operator that is not known; taken as met", &when);
  }
  if (list.size() > 1 && !node.has("enableBehavior")) warn(WarningKind::NoBehavior, item.link_id, "it has several enableWhen and no enableBehavior; taken as any", &node["enableWhen"]);
  item.conditions = parts_.keep(list);
}

void Parser::read_initial(const json::Value& node, Item& item) {
  if (!item.is_question()) return;
  std::vector<AnswerView> list;
  for (const json::Value& initial : node["initial"].elements()) {
    const AnswerView value = value_in(initial);
    if (value.kind == AnswerKind::Quantity && value.text.empty()) {  // only says which unit to start with
      if (item.units.empty()) item.units = parts_.keep(std::vector<UnitOption>{{value.system, value.code, value.display}});
    } else if (value.kind != AnswerKind::None) {
      list.push_back(value);
    }
  }
  if (list.empty())
    for (const Option& option : item.options)
      if (option.initially_selected) list.push_back(option.value);
  if (!item.repeats && list.size() > 1) list.resize(1);
  item.initial = parts_.keep(list);
}

}  // namespace forms
