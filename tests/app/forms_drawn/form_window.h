// tests/app/forms_drawn/form_window.h: the assessment screen in a headless window, over a record kept in memory: what is asked to be saved is saved at once.
#pragma once
#include <gtest/gtest.h>

#include <cstdio>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "app/care/record_types.h"
#include "app/forms/form.h"
#include "app/tablet/screens/screens.h"
#include "app/tablet/state/apply.h"
#include "app/tablet/ui/host.h"
#include "app/tablet/ui/ui.h"
#include "platform/os/clock.h"

namespace forms_drawn {

struct Widget {
  std::string id, role;
  int width = 0, height = 0;  // pixels
  bool outside = false, disabled = false;
};

class FormWindow final : public ui::App {
 public:
  explicit FormWindow(int width = 1280, int height = 800) {
    state_.phase = state::Phase::Ready;
    state_.now_ms = 1'795'344'127'000;  // 22 November 2026, 10:42:07
    ui::set_look(ui::Look::Light);
    ui::set_text_scale(1);
    ui::HostOptions options;
    options.headless = true, options.width = width, options.height = height, options.scale = 1;
    options.clock = &clock_;
    options.words_folder = std::string(DOORSTEP_SOURCE_DIR) + "/assets/words";
    auto opened = ui::Host::open(options, *this);
    EXPECT_TRUE(opened) << opened.error().detail;
    if (opened) host_ = std::move(*opened);
  }
  ~FormWindow() override { ui::set_text_scale(1); }

  void draw() override { screens::draw(state_, commands_); }
  bool settle() override {
    const std::vector<state::Command> commands = commands_.take();
    for (const state::Command& command : commands) keep(state::apply(state_, command));
    return !commands.empty();
  }

  // Begins a draft of the form as the person screen would.
  void opens(std::shared_ptr<const forms::Questionnaire> form) {
    state_.places.assign(1, state::Place{});
    record_ = {};
    record::RecordId person;
    person.bytes[0] = 1;
    commands_.push(state::StartForm{person, "form"});
    settle();
    keep(state::apply(state_, state::Event(state::QuestionnaireLoaded{"form", std::move(form), {}})));
    turn();
  }
  // As after a restart: from the record alone, at the remembered place.
  void reopens() {
    const std::shared_ptr<const forms::Questionnaire> form = state_.assessment.form->shared_definition();
    state_.assessment = state::AssessmentPage{};
    keep(state::apply(state_, state::Event(state::ResponseLoaded{record_.id, record_, form, std::nullopt})));
    turn();
  }
  void goes_to_page(size_t page) {
    commands_.push(state::GoToPage{page});
    settle();
    turn();
  }
  void turn() {
    host_->wake();
    host_->turn(0);
  }
  // The error, or "" when every line could be done.
  std::string run(const std::string& script) {
    const base::Status done = host_->run_script(script, "");
    return done ? "" : done.error().detail;
  }
  std::vector<Widget> widgets() const {
    std::vector<Widget> out;
    std::istringstream lines(host_->tree());
    for (std::string line; std::getline(lines, line);) {
      Widget widget;
      std::istringstream(line) >> widget.id >> widget.role;
      int x = 0, y = 0;
      std::sscanf(line.c_str() + line.rfind('"') + 1, " %d,%d %dx%d", &x, &y, &widget.width, &widget.height);
      widget.outside = line.ends_with(" outside");
      widget.disabled = line.find(" disabled") != std::string::npos;
      out.push_back(widget);
    }
    return out;
  }
  state::AppState& state() { return state_; }
  const forms::Form& form() const { return *state_.assessment.form; }
  const record::Record& record() const { return record_; }
  ui::Host& host() { return *host_; }
  std::string tree() const { return host_->tree(); }

 private:
  void keep(state::Effects effects) {
    for (state::Effect& effect : effects) {
      auto* commit = std::get_if<state::CommitEdits>(&effect);
      if (!commit) continue;
      for (const record::Edit& edit : commit->edits) {
        if (edit.type != care::kResponseRecord) continue;
        record_.id = edit.id, record_.type = edit.type;
        if (record::is_absent(edit.to)) record_.fields.erase(edit.path);
        else record_.fields[edit.path].value = edit.to;
      }
      keep(state::apply(state_, state::Event(state::Committed{commit->ticket, state_.now_ms, 1, 1, {}})));
    }
  }

  os::ManualClock clock_{1'795'344'127'000};
  os::SeededRandom random_{5};
  state::AppState state_{random_};
  state::Commands commands_;
  record::Record record_;
  std::unique_ptr<ui::Host> host_;
};

}  // namespace forms_drawn
