#include "app/forms/pages.h"

#include <algorithm>
#include <utility>

namespace forms {
namespace {

bool is_page(const Item& item) {
  return item.is_group() && !item.repeats && !item.hidden && (item.control == Control::Page || item.control == Control::Tab);
}

class PageMaker {
 public:
  explicit PageMaker(const Questionnaire& form) : form_(form) {}

  PageList make() {
    const ItemIndex top = top_container();
    ItemIndex run = kNoItem;
    ItemIndex child = form_.first_child(top);
    for (; child != kNoItem; child = form_.next_sibling(child)) {
      const Item& item = form_.item(child);
      if (item.hidden) continue;
      if (item.is_group() && (item.control == Control::Header || item.control == Control::Footer)) {
        close_run(top, run, child);
        (item.control == Control::Header ? list_.headers : list_.footers).push_back({child, top, child, item.end, 0});
      } else if (item.is_group()) {
        close_run(top, run, child);
        add_section(top, item);
      } else if (run == kNoItem) {
        run = child;
      }
    }
    close_run(top, run, end_of(top));
    if (list_.pages.empty()) {  // a form of headers alone still has a page
      for (std::vector<Page>* const edge : {&list_.headers, &list_.footers})
        for (const Page& page : std::exchange(*edge, {})) add_section(top, form_.item(page.heading));
    }
    return std::move(list_);
  }

 private:
  ItemIndex end_of(ItemIndex container) const { return container == kNoItem ? ItemIndex(form_.items().size()) : form_.item(container).end; }

  // A form that is one big group is read as if that group were the form.
  ItemIndex top_container() const {
    ItemIndex top = kNoItem;
    for (;;) {
      const ItemIndex only = form_.first_child(top);
      if (only == kNoItem || form_.next_sibling(only) != kNoItem) return top;
      const Item& group = form_.item(only);
      if (!group.is_group() || group.repeats || !group.conditions.empty() || !has_groups(only)) return top;
      top = only;
    }
  }

  bool has_groups(ItemIndex parent) const {
    size_t groups = 0;
    for (ItemIndex child = form_.first_child(parent); child != kNoItem; child = form_.next_sibling(child)) groups += form_.item(child).is_group();
    return groups > 1;
  }

  void add_section(ItemIndex container, const Item& group) {
    list_.sections.push_back({group.index, uint32_t(list_.pages.size()), 0});
    if (group.repeats) add_page(group.index, container, group.index, group.end);
    else add_pages(group);
    list_.sections.back().page_count = uint32_t(list_.pages.size()) - list_.sections.back().first_page;
  }

  // The group as one page, or as the pages in it and what stands between them.
  void add_pages(const Item& group) {
    ItemIndex run = kNoItem;
    bool words_only = true;
    const bool tabs = group.control == Control::TabContainer;
    for (ItemIndex child = form_.first_child(group.index); child != kNoItem; child = form_.next_sibling(child)) {
      const Item& item = form_.item(child);
      if (is_page(item) || (tabs && item.is_group() && !item.hidden)) {
        if (run != kNoItem && !words_only) add_page(group.index, group.index, run, child);
        run = kNoItem;
        words_only = true;
        const size_t first = list_.pages.size();
        if (item.repeats) add_page(item.index, group.index, item.index, item.end);
        else add_pages(item);
        if (tabs && list_.pages.size() > first) list_.pages[first].tabs = group.index;
      } else {
        if (run == kNoItem) run = child;
        words_only &= item.is_display();
      }
    }
    if (run != kNoItem && (!words_only || list_.pages.size() == list_.sections.back().first_page)) add_page(group.index, group.index, run, group.end);
  }

  void add_page(ItemIndex heading, ItemIndex container, ItemIndex first, ItemIndex end) {
    list_.pages.push_back({heading, container, first, end, uint32_t(list_.sections.size() - 1), kNoItem});
  }

  void close_run(ItemIndex container, ItemIndex& run, ItemIndex end) {
    if (run == kNoItem) return;
    list_.sections.push_back({container, uint32_t(list_.pages.size()), 1});
    add_page(container, container, run, end);
    run = kNoItem;
  }

  const Questionnaire& form_;
  PageList list_;
};

class RowMaker {
 public:
  explicit RowMaker(const Form& form) : form_(form), definition_(form.definition()) {}

  // A group with its heading and its end.
  void whole(NodeId id) { group(id, form_.item(id), 0, false); }

  void children(NodeId parent, ItemIndex first, ItemIndex end, uint32_t slot, uint8_t depth) {
    for (ItemIndex child = first; child != kNoItem && child < end; child = definition_.next_sibling(child)) add(parent, child, slot, depth);
  }

  std::vector<PageRow> take() { return std::move(rows_); }

 private:
  void add(NodeId parent, ItemIndex index, uint32_t slot, uint8_t depth) {
    const Item& item = definition_.item(index);
    if (item.hidden) return;
    if (!item.lives) return words_in_place(parent, item, depth);
    for (const NodeId id : form_.instances(parent, index, slot)) {
      const bool protected_off = !form_.node(id).enabled && item.disabled_display == DisabledDisplay::Protected && form_.node(parent).enabled;
      if (!form_.node(id).enabled && !protected_off) continue;
      if (item.is_display()) push({RowKind::Words, depth, id, index});
      else if (item.is_group()) group(id, item, depth, protected_off);
      else question(id, item, depth, protected_off);
    }
    if (item.is_group() && item.repeats) {
      const auto all = form_.instances(parent, index, slot);
      if (!all.empty() && form_.node(all.back()).enabled && form_.repeats(all.back())) push({RowKind::AddRepeat, depth, all.back(), index, uint32_t(all.size()), uint32_t(all.size())});
    }
  }

  // Instructions among a group's questions stand where the form puts them; help and prompts belong to the heading or the question.
  void words_in_place(NodeId parent, const Item& item, uint8_t depth) {
    const bool among_questions = parent == kRoot || form_.item(parent).is_group();
    if (among_questions && item.category != DisplayCategory::None) push({RowKind::Words, depth, parent, item.index});
  }

  void group(NodeId id, const Item& item, uint8_t depth, bool read_only) {
    PageRow row{item.repeats ? RowKind::Repeat : RowKind::Heading, depth, id, item.index};
    row.read_only = read_only;
    if (item.repeats) {
      const auto all = form_.siblings(id);
      row.of = uint32_t(all.size());
      row.number = uint32_t(std::find(all.begin(), all.end(), id) - all.begin()) + 1;
    }
    push(row);
    children(id, definition_.first_child(item.index), item.end, 0, uint8_t(depth + 1));
    row.kind = item.repeats ? RowKind::RepeatEnd : RowKind::GroupEnd;
    push(row);
  }

  void question(NodeId id, const Item& item, uint8_t depth, bool read_only) {
    PageRow row{RowKind::Question, depth, id, item.index};
    row.read_only = read_only;
    push(row);
    if (!item.nests || !form_.is_answered(id)) return;
    const uint32_t slots = uint32_t(form_.node(id).answers.size());
    for (uint32_t slot = 0; slot < slots; ++slot) children(id, definition_.first_child(item.index), item.end, slot, uint8_t(depth + 1));
  }

  void push(const PageRow& row) { rows_.push_back(row); }

  const Form& form_;
  const Questionnaire& definition_;
  std::vector<PageRow> rows_;
};

// The page's nodes are those of its container's children, which stand in the form's order, from one item up to another.
template <class Wanted>
bool any_node(const Form& form, const Page& page, const Wanted& wanted) {
  const NodeId container = form.instance_of(page.container);
  if (container == kNoNode) return false;
  const std::vector<NodeId>& children = form.node(container).children;
  const auto item_of = [&](NodeId id) { return form.node(id).item; };
  auto at = std::ranges::lower_bound(children, page.first, {}, item_of);
  for (; at != children.end() && item_of(*at) < page.end; ++at)
    if (wanted(*at)) return true;
  return false;
}

// Whether every child of the container is on the page: then the container has counted them already.
bool has_all_of(const Form& form, const Page& page, NodeId container) {
  const std::vector<NodeId>& children = form.node(container).children;
  return !children.empty() && form.node(children.front()).item >= page.first && form.node(children.back()).item < page.end;
}

// A page that is a table from end to end: its rows stand in the table's own.
bool is_table_page(const Form& form, const Page& page) {
  if (page.container == kNoItem || page.heading != page.container) return false;
  const Item& group = form.definition().item(page.container);
  return is_table(group) && !group.repeats && page.first == form.definition().first_child(page.container) && page.end == group.end;
}

void add_up(Counts& sum, const Counts& part) {
  sum.asked += part.asked;
  sum.answered += part.answered;
  sum.missing += part.missing;
  sum.invalid += part.invalid;
}

}  // namespace

bool is_table(const Item& group) {
  return group.is_group() && (group.control == Control::Table || group.control == Control::HorizontalTable || group.control == Control::Grid);
}

PageList pages_of(const Questionnaire& form) { return PageMaker(form).make(); }

std::vector<PageRow> rows_of(const Form& form, const Page& page) {
  RowMaker maker(form);
  const NodeId container = form.instance_of(page.container);
  if (container == kNoNode || page.first == kNoItem) return maker.take();
  if (is_table_page(form, page)) {
    if (form.node(container).enabled) maker.whole(container);
  } else {
    maker.children(container, page.first, page.end, 0, 0);
  }
  return maker.take();
}

size_t end_of_group(const std::vector<PageRow>& rows, size_t first) {
  for (size_t i = first + 1; i < rows.size(); ++i)
    if ((rows[i].kind == RowKind::RepeatEnd || rows[i].kind == RowKind::GroupEnd) && rows[i].node == rows[first].node) return i;
  return rows.size();
}

size_t end_of_block(const Form& form, const std::vector<PageRow>& rows, size_t first) {
  const PageRow& row = rows[first];
  const bool table = is_table(form.definition().item(row.item));
  if (row.kind == RowKind::Heading) return table ? end_of_group(rows, first) : first;
  if (row.kind != RowKind::Repeat) return first;
  size_t end = end_of_group(rows, first);
  while (table && end + 1 < rows.size() && rows[end + 1].kind == RowKind::Repeat && rows[end + 1].item == row.item) end = end_of_group(rows, end + 1);
  return end;
}

std::vector<size_t> blocks_of(const Form& form, const std::vector<PageRow>& rows, const std::function<bool(const PageRow&)>& is_closed) {
  std::vector<size_t> out;
  out.reserve(rows.size());
  for (size_t i = 0; i < rows.size(); ++i) {
    if (rows[i].kind == RowKind::GroupEnd) continue;
    out.push_back(i);
    if (rows[i].kind == RowKind::Heading && is_closed && is_closed(rows[i])) i = end_of_group(rows, i);
    else if (rows[i].item != kNoItem) i = end_of_block(form, rows, i);
  }
  return out;
}

bool moves_rows(const Form& form, const Changes& changes) {
  if (!changes.on.empty() || !changes.off.empty() || !changes.added.empty() || !changes.removed.empty()) return true;
  return std::ranges::any_of(changes.answered, [&](NodeId id) { return form.item(id).nests; });
}

std::vector<PageRow> rows_of(const Form& form, const PageList& list, const Page& page) {
  std::vector<PageRow> out;
  const auto add = [&](const Page& part) {
    for (const PageRow& row : rows_of(form, part)) out.push_back(row);
  };
  for (const Page& header : list.headers) add(header);
  add(page);
  for (const Page& footer : list.footers) add(footer);
  return out;
}

bool is_shown(const Form& form, const Page& page) {
  const bool any = any_node(form, page, [&](NodeId id) { return form.node(id).enabled; });
  const NodeId container = form.instance_of(page.container);
  return any || (container != kNoNode && form.node(container).enabled && !form.definition().items().empty() && page.first != kNoItem &&
                 !form.definition().item(page.first).lives);
}

Counts counts_of(const Form& form, const Page& page) {
  const NodeId container = form.instance_of(page.container);
  if (container != kNoNode && has_all_of(form, page, container)) return form.counts_below(container);
  Counts sum;
  any_node(form, page, [&](NodeId id) { return add_up(sum, form.counts(id)), false; });
  return sum;
}

Counts counts_of(const Form& form, const PageList& list, const PageSection& section) {
  Counts sum;
  for (uint32_t i = 0; i < section.page_count; ++i) add_up(sum, counts_of(form, list.pages[section.first_page + i]));
  return sum;
}

size_t page_of(const Form& form, const PageList& list, NodeId node) {
  const ItemIndex item = form.node(node).item;
  for (size_t i = 0; i < list.pages.size(); ++i)
    if (item != kNoItem && item >= list.pages[i].first && item < list.pages[i].end) return i;
  return 0;
}

}  // namespace forms
