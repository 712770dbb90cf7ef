// app/forms/pages.h: a form as pages and rows, for a screen of a tablet: a rail of sections, one page at a time, and the rows of
// a page as a flat list in which what is off does not appear. Knows nothing of how a row is drawn.
//
// A top-level group is a section. A group marked page or tab (questionnaire-itemControl) inside it is a page of its own; what stands between such groups is a
// page too; so is every group in a tab-container. Groups at the top marked header or footer stand on every page. A form whose only top-level item is a plain group has that group's groups as its sections. Questions at the top that stand in no group
// share a page.
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "app/forms/form.h"

namespace forms {

struct Page {
  ItemIndex heading = kNoItem;    // the group whose name heads it; kNoItem: the form's own title
  ItemIndex container = kNoItem;  // the group its items stand in; kNoItem: the form itself
  ItemIndex first = kNoItem;      // the items shown: from this one ...
  ItemIndex end = 0;              // ... up to this one, children of `container`
  uint32_t section = 0;           // PageList::sections
  ItemIndex tabs = kNoItem;       // the tab-container this page is a tab of
};

struct PageSection {
  ItemIndex heading = kNoItem;    // as in Page
  uint32_t first_page = 0, page_count = 0;
};

struct PageList {
  std::vector<Page> pages;
  std::vector<PageSection> sections;
  std::vector<Page> headers, footers;  // groups at the top of the form that every page shows, above and below its own
};

PageList pages_of(const Questionnaire& form);

enum class RowKind : uint8_t {
  Heading,      // of a group on the page; `depth` 0 is a card of its own
  Question,     // with its decorations (help, unit, instructions) inside it
  Words,        // a display item that stands alone, or an instruction among questions
  Repeat,       // the head of one repeat of a group: which, and its buttons
  RepeatEnd,    // the last row of a repeat
  AddRepeat,    // after the last repeat
  GroupEnd,     // the last row of a group that had a Heading
};

struct PageRow {
  RowKind kind;
  uint8_t depth = 0;            // groups on the page it stands in
  NodeId node = kNoNode;        // the instance; AddRepeat: the repeat to add after; Words that always show: the instance they stand in
  ItemIndex item = kNoItem;
  uint32_t number = 0, of = 0;  // of a repeat: 1 first; how many there are
  bool read_only = false;       // a protected item whose conditions are not met
  bool operator==(const PageRow&) const = default;
};

// What a page shows now; a page whose group is a table begins with that group's Heading. Changes only when something goes on or off or a repeat comes, goes or moves.
std::vector<PageRow> rows_of(const Form& form, const Page& page);
// With the form's headers before and its footers after.
std::vector<PageRow> rows_of(const Form& form, const PageList& list, const Page& page);
// A group the form wants drawn as a table (questionnaire-itemControl: table, htable, grid, gtable).
bool is_table(const Item& group);
// Where the repeat or the group that begins at `first` ends: its RepeatEnd or GroupEnd.
size_t end_of_group(const std::vector<PageRow>& rows, size_t first);
// The last row of what is drawn together: a repeat, a table (of repeats: all of them), or the one row.
size_t end_of_block(const Form& form, const std::vector<PageRow>& rows, size_t first);
// Rows that stand alone: each but what a block that begins before it holds, what stands in a closed group, and the ends of groups.
std::vector<size_t> blocks_of(const Form& form, const std::vector<PageRow>& rows, const std::function<bool(const PageRow&)>& is_closed = {});
// Whether what an operation did to answers can have changed rows_of(). Repeats that moved are the caller's to know.
bool moves_rows(const Form& form, const Changes& changes);

// The page's items that are on at all; a page whose group is off has none and is left out of the rail and of next and previous.
bool is_shown(const Form& form, const Page& page);
Counts counts_of(const Form& form, const Page& page);
Counts counts_of(const Form& form, const PageList& list, const PageSection& section);
// The page an instance is drawn on; its place in `list.pages`.
size_t page_of(const Form& form, const PageList& list, NodeId node);

}  // namespace forms
