// app/tablet/ui/script_runner.h: the commands of a script. Private to script.cc, which has their table: what presses is in script_press.cc, what drags in
// script_drag.cc, what waits and looks in script_watch.cc.
#pragma once
#include <chrono>
#include <string>
#include <string_view>

#include "app/tablet/ui/script_hand.h"
#include "app/tablet/ui/script_words.h"

namespace ui {

class ScriptRunner : ScriptHand {
 public:
  ScriptRunner(ScriptTarget& target, const std::string& folder) : ScriptHand(target), folder_(folder) {}

  base::Status line(size_t number, std::string_view text);

 private:
  struct Command {
    std::string_view name;
    size_t least, most;
    std::string_view form;
    base::Status (ScriptRunner::*run)(const Words&);
  };
  static const Command kCommands[];
  static constexpr std::chrono::minutes kWaitMax{1};
  static constexpr int64_t kAwaitMs = 20;  // between two looks

  tl::unexpected<base::Error> fail(const std::string& why) const { return base::fail(base::Fault::BadInput, "line " + std::to_string(number_) + ": " + why); }
  base::Status pressable(const std::string& id, Vec& out);

  base::Status tap(const Words& w);
  base::Status tap_text(const Words& w);
  base::Status touch(const Words& w);
  base::Status tap_place(const Words& w);
  base::Status hold(const Words& w);
  base::Status twice(const Words& w);
  base::Status type(const Words& w);
  base::Status key(const Words& w);
  base::Status paste(const Words& w);
  base::Status pin(const Words& w);
  base::Status unlock(const Words& w);

  base::Status drag(const Words& w);
  base::Status stroke(const Words& w);
  base::Status fling(const Words& w);
  base::Status scroll(const Words& w);
  base::Status pinch(const Words& w);

  base::Status resize(const Words& w);
  base::Status set_theme(const Words& w);
  base::Status set_text(const Words& w);
  base::Status set_words(const Words& w);
  base::Status close(const Words&);

  base::Status wait(const Words& w);
  base::Status settle();
  base::Status shot(const Words& w);
  base::Status tree(const Words& w);
  base::Status say(const Words& w);
  base::Status rest(const Words& w);
  base::Status mark(const Words& w);
  void mark_when_there();
  std::string path_of(const std::string& name) const { return name.empty() || name[0] == '/' || folder_.empty() ? name : folder_ + "/" + name; }

  // What the world outside does, a network above all, is over when it is over. False after a minute.
  template <class Test>
  bool comes_true(Test test) {
    using Wall = std::chrono::steady_clock;
    for (const auto from = Wall::now(); !test();) {
      if (target_.closed() || Wall::now() - from > kWaitMax) return false;
      target_.rest(kAwaitMs);
    }
    return true;
  }
  bool says(std::string_view id, std::string_view text) const;
  base::Status await(const Words& w);
  base::Status await_text(const Words& w);
  base::Status await_file(const Words& w);
  base::Status expect(const Words& w);
  base::Status expect_value(const Words& w);
  base::Status expect_text(const Words& w);
  base::Status expect_none(const Words& w);
  base::Status expect_focus(const Words& w);

  std::string folder_;
  size_t number_ = 0;
  std::string marked_, marked_by_;  // the mark that waits for a widget, and for which
};

}  // namespace ui
