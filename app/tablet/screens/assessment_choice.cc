// Choosing: large options in a grid where they fit, else a list with a search over the page.
#include <algorithm>
#include <span>

#include "app/care/fold.h"
#include "app/tablet/screens/assessment_parts.h"
#include "app/tablet/ui/ui.h"

namespace screens {
namespace {

using forms::AnswerKind;

constexpr size_t kCardsMax = 8;         // more are a list, unless the form asks for buttons
constexpr size_t kAskedCardsMax = 24;
constexpr size_t kPictureCardsMax = 120;       // their pixels are kept while the page is open
constexpr size_t kOptionsListedMax = 100;      // of a long list; the search finds the rest

bool is_chosen(const forms::Answers& answers, const forms::Option& option) {
  return std::any_of(answers.begin(), answers.end(), [&](const forms::Answer& answer) { return forms::same_value(answer.view(), option.value); });
}

std::string option_words(const FormView& view, const forms::Item& item, const forms::Option& option) {
  const bool words_as_written = option.value.kind == AnswerKind::Coding || option.value.kind == AnswerKind::String;  // a day is said as days are
  const std::string words = words_as_written ? std::string(view.definition().text(option, view.wording.language)) : forms::display_of(view.definition(), item, forms::Answer(option.value), view.wording);
  return option.prefix.empty() ? words : std::string(option.prefix) + " " + words;
}

// The answer to an open choice that is none of its options.
const forms::Answer* other_answer(std::span<const forms::Option> options, const forms::Answers& answers) {
  for (const forms::Answer& answer : answers)
    if (std::none_of(options.begin(), options.end(), [&](const forms::Option& option) { return forms::same_value(option.value, answer.view()); })) return &answer;
  return nullptr;
}

// Pictures are looked at beside one another, whatever the form asks for.
bool wants_cards(const forms::Item& item, std::span<const forms::Option> of) {
  const size_t options = of.size();
  if (options <= kPictureCardsMax && has_pictures(of)) return true;
  if (item.control == forms::Control::DropDown || item.control == forms::Control::AutoComplete || item.control == forms::Control::Lookup) return options <= 4;
  const bool asked = item.control == forms::Control::RadioButton || item.control == forms::Control::CheckBox;
  return options <= (asked ? kAskedCardsMax : kCardsMax);
}

void set_other(FormView& view, const forms::PageRow& row, const forms::Answer* before, std::string words) {
  forms::Answers answers = view.form.node(row.node).answers;
  const size_t at = before ? size_t(before - view.form.node(row.node).answers.data()) : answers.size();
  const bool several = view.form.repeats(row.node);
  if (!several) answers.clear();
  if (!several || at >= answers.size()) answers.push_back(forms::Answer::string(std::move(words)));
  else answers[at] = forms::Answer::string(std::move(words));
  view.out.push(state::SetAnswers{row.node, std::move(answers), true});
}

void draw_other_box(FormView& view, const forms::PageRow& row, const std::string& path, const forms::Item& item, const forms::Answer* other) {
  std::string words = other ? (other->kind == AnswerKind::Coding ? other->display : other->text) : std::string();
  const std::string label = item.open_label.empty() ? std::string(ui::tr("assessment.other_what")) : std::string(item.open_label);
  const ui::Edited edited = ui::text_field(path + "/other_words", words, {.label = label, .read_only = !view.may_change(), .focus = other == nullptr});
  if (edited) set_other(view, row, other, std::move(words));
  if (edited.left) view.out.push(state::EndTyping{});
}

void draw_cards(FormView& view, const forms::PageRow& row, const std::string& path, const std::string& words) {
  const forms::Item& item = view.form.item(row.node);
  const forms::Answers& answers = view.form.node(row.node).answers;
  const std::span<const forms::Option> options = view.form.options(row.node);
  const bool open = item.open;
  const forms::Answer* const other = open ? other_answer(options, answers) : nullptr;
  const bool other_on = other || view.page.draft.other.contains(row.node);
  std::vector<std::string> ids, labels;
  for (size_t i = 0; i < options.size(); ++i) {
    ids.push_back(option_id(options[i], i));
    labels.push_back(option_words(view, item, options[i]));
  }
  if (open) {
    ids.push_back("other");
    labels.emplace_back(ui::tr("assessment.other"));
  }
  std::vector<OptionPicture> pictures(ids.size());
  for (size_t i = 0; i < options.size(); ++i) pictures[i] = picture_for(view, options[i]);
  std::vector<ui::Option> cards;
  const bool enabled = view.may_change() && !view.form.read_only(row.node) && !row.read_only;
  for (size_t i = 0; i < ids.size(); ++i) {
    const bool selected = i < options.size() ? is_chosen(answers, options[i]) : other_on;
    const bool offered = enabled && (i >= options.size() || view.form.offers(row.node, options[i]));
    const OptionPicture& picture = pictures[i];
    cards.push_back({.id = ids[i], .label = labels[i], .detail = picture.said, .selected = selected, .enabled = offered, .picture = picture.there ? &picture.pixels : nullptr, .picture_label = picture.label, .lettering = lettering_of(i < options.size() ? options[i].style : nullptr)});
  }
  const bool tall = item.orientation == forms::Orientation::Vertical;
  const int tapped = ui::options(path, cards, {.several = view.form.repeats(row.node), .narrowest_dp = tall ? 260.0f : 180.0f, .columns_max = tall ? 2 : 4, .label = words});
  if (tapped >= 0 && size_t(tapped) < options.size()) {
    if (!item.repeats) view.page.draft.other.erase(row.node);
    view.out.push(state::ToggleOption{row.node, forms::Answer(options[size_t(tapped)].value)});
  } else if (tapped >= 0) {
    if (other_on) view.page.draft.other.erase(row.node);
    else view.page.draft.other.insert(row.node), ui::focus(path + "/other_words");
    if (other) view.out.push(state::ToggleOption{row.node, *other});
  }
  if (other_on) draw_other_box(view, row, path, item, other);
}

// Every word typed begins a word of the option, or the option's code begins with what was typed. Accents and capitals do not matter.
class Wanted {
 public:
  explicit Wanted(const std::string& typed) : typed_(typed), words_(care::fold_words(typed)) {}
  bool all() const { return words_.empty(); }
  // 0: it does not match; better ones higher.
  int match(std::string_view text, std::string_view code) const {
    if (words_.empty()) return 1;
    if (!typed_.empty() && code == typed_) return 4;
    const std::vector<std::string> of = care::fold_words(text);
    const auto begins = [&](const std::string& word) { return std::any_of(of.begin(), of.end(), [&](const std::string& one) { return one.starts_with(word); }); };
    if (!std::all_of(words_.begin(), words_.end(), begins)) return code.starts_with(typed_) ? 1 : 0;
    return !of.empty() && of.front().starts_with(words_.front()) ? 3 : 2;
  }

 private:
  const std::string& typed_;
  std::vector<std::string> words_;
};

// The options a search finds, best first, and how many there are in all. Worked out again only when the search or the list changes.
const state::Found& found_options(FormView& view, std::span<const forms::Option> options) {
  state::AssessmentDraft& draft = view.page.draft;
  const forms::Item& item = view.form.item(draft.picking);
  state::Found& found = draft.found;
  if (found.question == draft.picking && found.search == draft.search && found.of == options.data() && found.count == options.size()) return found;
  found = {draft.picking, draft.search, options.data(), options.size(), {}, 0};
  const Wanted wanted(draft.search);
  std::vector<std::pair<int, uint32_t>> ranked;
  for (uint32_t i = 0; i < options.size(); ++i)
    if (const int score = wanted.match(option_words(view, item, options[i]), options[i].value.code); score > 0 && view.form.offers(draft.picking, options[i])) ranked.emplace_back(-score, i);
  found.total = ranked.size();
  const size_t shown = std::min(ranked.size(), kOptionsListedMax);
  std::partial_sort(ranked.begin(), ranked.begin() + std::ptrdiff_t(shown), ranked.end());
  for (size_t i = 0; i < shown; ++i) found.places.push_back(ranked[i].second);
  return found;
}

// A choice whose list is not on this tablet: what is typed is kept as the words of a code.
void draw_unlisted(FormView& view, const forms::PageRow& row, const std::string& path, const std::string& words) {
  const forms::Answers& answers = view.form.node(row.node).answers;
  std::string typed = answers.empty() ? std::string() : answers[0].kind == AnswerKind::Coding ? (answers[0].display.empty() ? answers[0].code : answers[0].display) : answers[0].text;
  const ui::Edited edited = ui::text_field(path, typed, {.spoken = words, .placeholder = ui::tr("assessment.list_not_here"), .read_only = !view.may_change()});
  if (edited) {
    forms::Answers after;
    if (!typed.empty()) after.push_back(view.form.item(row.node).type == forms::ItemType::OpenChoice ? forms::Answer::string(typed) : forms::Answer::coding("", "", typed));
    view.out.push(state::SetAnswers{row.node, std::move(after), true});
  }
  if (edited.left) view.out.push(state::EndTyping{});
}

}  // namespace

std::string option_id(const forms::Option& option, size_t place) {
  return option.value.kind == AnswerKind::Coding && !option.value.code.empty() ? std::string(option.value.code) : "o" + std::to_string(place);
}

void draw_picker(FormView& view, const forms::PageRow& row, const std::string& path) {
  const forms::Item& item = view.form.item(row.node);
  const forms::Answers& answers = view.form.node(row.node).answers;
  const bool enabled = view.may_change() && !view.form.read_only(row.node) && !row.read_only;
  const std::string chosen = forms::display_of(view.definition(), item, answers, view.wording);
  const ui::Card card(path, {.tappable = true, .enabled = enabled, .padding_dp = 14, .label = chosen});
  {
    ui::Wrap line;
    if (chosen.empty()) ui::secondary(ui::tr("assessment.choose"));
    else ui::text(chosen, {.id = path + "/chosen"});
    line.to_right();
    ui::icon(ui::Icon::ChevronDown);
  }
  if (card.tapped()) {
    view.page.draft.picking = row.node;
    view.page.draft.search.clear();
    const bool to_search = item.control == forms::Control::AutoComplete || item.control == forms::Control::Lookup || view.form.options(row.node).size() > kOptionsListedMax;
    if (to_search) ui::focus("pick/search");
  }
}

void draw_choice(FormView& view, const forms::PageRow& row, const std::string& path, const std::string& words) {
  const forms::Item& item = view.form.item(row.node);
  const std::span<const forms::Option> options = view.form.options(row.node);
  if (options.empty()) draw_unlisted(view, row, path, words);
  else if (wants_cards(item, options)) draw_cards(view, row, path, words);
  else draw_picker(view, row, path);
}

void draw_yes_no_small(FormView& view, const forms::PageRow& row, const std::string& path) {
  const forms::Answers& answers = view.form.node(row.node).answers;
  const ui::Choice choices[] = {{.id = "yes", .label = ui::tr("common.yes")}, {.id = "no", .label = ui::tr("common.no")}};
  const bool known = !answers.empty() && answers[0].kind == AnswerKind::Boolean;
  const ui::Disabled disabled(!view.may_change() || view.form.read_only(row.node));
  const int tapped = ui::segmented(path, choices, !known ? -1 : answers[0].text == "true" ? 0 : 1);
  if (tapped >= 0) view.out.push(state::ToggleOption{row.node, forms::Answer::boolean(tapped == 0)});
}

void draw_yes_no(FormView& view, const forms::PageRow& row, const std::string& path, const std::string& words) {
  const forms::Answers& answers = view.form.node(row.node).answers;
  const bool enabled = view.may_change() && !view.form.read_only(row.node) && !row.read_only;
  const auto is = [&](const char* text) { return !answers.empty() && answers[0].kind == AnswerKind::Boolean && answers[0].text == text; };
  const ui::Option cards[] = {{.id = "yes", .label = ui::tr("common.yes"), .selected = is("true"), .enabled = enabled},
                              {.id = "no", .label = ui::tr("common.no"), .selected = is("false"), .enabled = enabled}};
  const int tapped = ui::options(path, cards, {.columns_max = 4, .label = words});
  if (tapped >= 0) view.out.push(state::ToggleOption{row.node, forms::Answer::boolean(tapped == 0)});
}

void draw_option_list(FormView& view) {
  state::AssessmentDraft& draft = view.page.draft;
  if (draft.picking == forms::kNoNode || !view.form.exists(draft.picking)) return;
  const forms::Item& item = view.form.item(draft.picking);
  const forms::Answers& answers = view.form.node(draft.picking).answers;
  const std::span<const forms::Option> options = view.form.options(draft.picking);
  const ui::Dialog dialog("pick", question_words(view, item));
  if (options.size() > 10) ui::search_box("pick/search", draft.search, ui::tr("assessment.search_list"));
  const state::Found& found = found_options(view, options);
  for (const uint32_t i : found.places) {
    const std::string words = option_words(view, item, options[i]);
    const bool chosen = is_chosen(answers, options[i]);
    const std::string id = "pick/" + option_id(options[i], i);
    if (!ui::row(id, {.title = words, .end_icon = chosen ? ui::Icon::Check : ui::Icon::None, .selected = chosen})) continue;
    view.out.push(state::ToggleOption{draft.picking, forms::Answer(options[i].value)});
    if (view.form.repeats(draft.picking)) continue;
    draft.picking = forms::kNoNode;
    return;
  }
  if (found.total == 0) ui::secondary(ui::tr("assessment.none_found"));
  if (found.total > found.places.size()) ui::secondary(ui::tr("assessment.more_in_list", found.total - found.places.size()), "pick/more");
  if (item.open) {
    const forms::PageRow row{.kind = forms::RowKind::Question, .node = draft.picking, .item = item.index};
    draw_other_box(view, row, "pick", item, other_answer(options, answers));
  }
  if (view.form.repeats(draft.picking) && ui::primary_button("pick/done", ui::tr("common.done"))) draft.picking = forms::kNoNode;
  if (dialog.closed()) draft.picking = forms::kNoNode;
}

}  // namespace screens
