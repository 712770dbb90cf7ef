// app/tablet/ui/script.h: a small language that drives a window by real events, one command a line. Lines are listed in
// app/tablet/README.md. Widgets are named by their full ids; no command calls a widget.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "app/tablet/ui/geometry.h"
#include "app/tablet/ui/kit.h"
#include "platform/base/result.h"
#include "platform/window/events.h"

namespace ui {

// What a script needs of the window it drives.
class ScriptTarget {
 public:
  virtual ~ScriptTarget() = default;
  virtual const std::vector<Item>& items() const = 0;
  virtual const std::vector<Scroller>& scrollers() const = 0;
  virtual void input(const window::Event& event) = 0;  // queues it, and handles everything queued
  virtual bool settled() = 0;                          // no worker busy, nothing moving
  virtual void step() = 0;                             // lets workers and animations get on
  virtual void skip(int64_t ms) = 0;                   // pretends that time has passed
  virtual void resize(int width, int height) = 0;
  virtual void redraw() = 0;
  virtual base::Status picture(const std::string& path) = 0;
  virtual std::string tree_now() const = 0;
  virtual float unit() const = 0;
  virtual Vec size() const = 0;
  virtual void set_clipboard(const std::string& text) = 0;
  virtual bool closed() const = 0;
  virtual void rest(int64_t ms) = 0;        // lets that much real time pass, doing only what the loop would
  virtual void between_lines() = 0;         // no line is being done
  virtual std::string figures() = 0;        // JSON members: the process, and the turns of the loop since the last call
};

// Stops at the first line that cannot be done. Errors: BadInput, naming the line and the nearest ids. `tree` and `shot` without a path
// write to standard output and to `output_folder`.
base::Status run_script(ScriptTarget& target, std::string_view script, const std::string& output_folder);

// One line a widget: id, role, "label", "value", x,y wxh, and what is special about it.
std::string tree_text(const std::vector<Item>& items);

}  // namespace ui
