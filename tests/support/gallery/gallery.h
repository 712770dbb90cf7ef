// tests/support/gallery/gallery.h: every widget of the kit on a few screens, for tests, pictures and benchmarks. Invented words only.
#pragma once
#include <string>
#include <vector>

#include "app/tablet/ui/host.h"
#include "app/tablet/ui/ui.h"

namespace gallery {

class Gallery final : public ui::App {
 public:
  explicit Gallery(size_t rows = 10'000) : rows_(rows) {}
  void draw() override;

  // What a test may look at.
  int place = 0, tab = 0, chip = 0, segment = 0, one_of = 1, steps = 3, presses = 0, last_mark = -1;
  bool several[4] = {true, false, true, false};
  bool on = true, checked = false, dialog = false, toasting = false, undone = false;
  float slide = 0.4f;
  std::string search, name, secret, weight = "62.5", date = "1942-02-03", time = "09:30", pin;
  std::string note = "Needs prompting to choose warm clothing; cannot manage buttons or socks because of arthritis in both hands. Ruth lays clothes out the night before.";
  std::vector<ui::InkStroke> ink;
  std::vector<ui::Vec> marks;
  size_t rows_built = 0;

 private:
  void today();
  void controls();
  void fields();
  void list();
  void canvas();
  void unlock();
  void form();
  size_t rows_;
};

}  // namespace gallery
