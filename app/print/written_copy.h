// app/print/written_copy.h: the written copy a person is given of their assessment, plan or note, as a model without a form or a store in it: every word in
// it was chosen and translated by whoever fills it in. Copies and values only, so it can be built on one thread and written on another.
//
// What it is for: Care and Support statutory guidance 6.98 and 10.87 (a copy of the assessment, of the eligibility decision with its reasons, and of
// the plan, in a format the person can use); Equality Act duties and the Accessible Information Standard (large print).
#pragma once
#include <string>
#include <variant>
#include <vector>

#include "platform/base/bytes.h"

namespace print {

struct Row {
  std::string label, value;
};

// A question as it was asked and what was answered. `text` empty: the copy's `unanswered` words stand there.
struct Answer {
  std::string question, text;
  std::string remark;  // "Answered by her daughter", "From her last assessment"
};

struct Paragraph {
  std::string text;
};

struct Subheading {
  std::string text;
};

// What must not be overlooked: a decision, a risk, whom to ring.
struct Callout {
  std::string label, text;
};

struct Rows {
  std::vector<Row> rows;
};

struct Table {
  std::vector<std::string> columns;
  std::vector<std::vector<std::string>> rows;
};

struct Photo {
  base::Bytes jpeg;
  std::string caption;
};

// A pen's lines, in any unit: `width` x `height` is the area drawn on.
struct Ink {
  struct Point {
    float x = 0, y = 0;
  };
  float width = 0, height = 0;
  std::vector<std::vector<Point>> strokes;
};

// A picture of lines with numbered spots on it and a list of what each means: a body map, a sketch.
struct Drawing {
  Ink ink;
  struct Mark {
    Ink::Point at;
    std::string words;
  };
  std::vector<Mark> marks;
  std::string caption;
};

using Block = std::variant<Answer, Paragraph, Subheading, Callout, Rows, Table, Photo, Drawing>;

struct Section {
  std::string title;
  std::string intro;  // quieter, under the title
  std::vector<Block> blocks;
};

struct Signature {
  std::string role, name, when;
  std::string words;  // why there is no ink, or what was agreed
  Ink ink;            // no strokes: an empty line to sign on
};

struct WrittenCopy {
  std::string sender;    // "Northgate Council, Adult Social Care"
  std::string mark;      // "Draft, not yet agreed"; empty for none
  std::string title;     // "Your needs assessment"
  std::string subtitle;  // "Visit on 14 March 2026"
  std::vector<Row> about;           // who it is about: name, address, NHS number...
  std::vector<std::string> opening; // the letter before the sections
  std::vector<Section> sections;
  std::string signatures_title;
  std::vector<Signature> signatures;
  std::string closing;              // how to say that something is wrong, whom to ring
  std::string footer;               // on every page, at most two lines
  std::string unanswered = "Not answered";
  std::string page_words = "Page {0} of {1}";
  bool large_print = false;         // 18 point
};

}  // namespace print
