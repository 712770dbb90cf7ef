// Search as you type over 10,000 and 100,000 people: every keystroke of names, slips, numbers, dates and addresses; and who a new person may be already.
// links: app_care platform_os
#include <cmath>
#include <string>

#include "app/care/caseload.h"
#include "app/care/identifiers.h"
#include "app/care/people_list.h"
#include "app/care/record_types.h"
#include "tests/bench/report.h"

namespace {

const care::Date kToday{2026, 11, 22};
bool all_ok = true;

void report(const std::string& figure, double value, const char* unit, double limit) { all_ok &= bench::report("search", figure.c_str(), value, unit, limit); }

// Some 12,000 family names and 1,500 given ones, used as often as names are: the n-th a n-th part as often as the first.
class Names {
 public:
  explicit Names(os::Random& random) : random_(random) {
    for (int i = 0; i < 12'000; ++i) family_.push_back(word(2 + int(random_.next_u64() % 3)));
    for (int i = 0; i < 1'500; ++i) given_.push_back(word(1 + int(random_.next_u64() % 3)));
    for (int i = 0; i < 900; ++i) street_.push_back(word(2) + (i % 2 ? " Road" : " Close"));
  }
  const std::string& family() { return zipf(family_); }
  const std::string& given() { return zipf(given_); }
  const std::string& street() { return street_[random_.next_u64() % street_.size()]; }
  uint64_t number(uint64_t below) { return random_.next_u64() % below; }

 private:
  std::string word(int syllables) {
    static constexpr const char* kFirst[] = {"Ma", "Ko", "Whi", "Ha", "Sza", "Llew", "Ad", "Pa", "Chau", "Bo", "Dra", "Fi", "Gwy", "Ja", "Kha", "Mo", "Nwo", "O", "Qu", "Ro", "Si", "Tho", "Wi", "Ye", "Zie"};
    static constexpr const char* kNext[] = {"rga", "wal", "tlo", "med", "nski", "elyn", "eye", "tel", "dhry", "ate", "ber", "ley", "nne", "son", "ton", "ham", "cki", "ssein", "ford", "rez", "man", "ci", "ra", "shi", "ell"};
    std::string text = kFirst[random_.next_u64() % 25];
    while (--syllables > 0) text += kNext[random_.next_u64() % 25];
    return text;
  }
  const std::string& zipf(const std::vector<std::string>& words) {
    const double u = double(random_.next_u64() >> 11) * 0x1p-53;
    return words[std::min(words.size() - 1, size_t(std::exp(u * std::log(double(words.size())))) - 1)];
  }
  os::Random& random_;
  std::vector<std::string> family_, given_, street_;
};

std::vector<care::Person> people(size_t count, os::Random& random) {
  Names names(random);
  std::vector<care::Person> all(count);
  for (size_t i = 0; i < count; ++i) {
    care::Person& person = all[i];
    person.id = record::make_record_id(os::UnixMs(1'700'000'000'000 + i), random);
    person.given = names.given();
    person.family = names.family();
    person.born = {1925 + int(names.number(80)), 1 + int(names.number(12)), 1 + int(names.number(28))};
    person.nhs_number = std::to_string(9'990'000'000 + i * 97 % 9'999'999);
    person.local_number = "L-" + std::to_string(100'000 + i);
    person.address = std::to_string(1 + names.number(160)) + ' ' + names.street();
    person.town = std::string("Larkham") + (i % 5 ? "" : " Vale");
    person.postcode = "JX" + std::to_string(1 + names.number(7)) + ' ' + std::to_string(names.number(10)) + char('A' + names.number(20)) + char('A' + names.number(20));
    person.phone = "01632 " + std::to_string(960'000 + names.number(1'000));
  }
  return all;
}

// What workers type: a name, a name with two letters swapped, as it sounds, backwards, a number, a date, an address.
std::vector<std::string> queries(const std::vector<care::Person>& all) {
  std::vector<std::string> typed;
  for (size_t i = 0; i < 12; ++i) {
    const care::Person& person = all[i * 7919 % all.size()];
    std::string slip = person.family;
    if (slip.size() > 3) std::swap(slip[2], slip[3]);
    typed.push_back(person.given + ' ' + person.family);
    typed.push_back(person.family + ' ' + person.given);
    typed.push_back(slip);
    typed.push_back(care::show_nhs_number(person.nhs_number));
    typed.push_back(std::to_string(person.born.day) + '/' + std::to_string(person.born.month) + '/' + std::to_string(person.born.year));
    typed.push_back(person.address);
    typed.push_back(person.family + ' ' + std::to_string(person.born.year));
  }
  for (const char* hard : {"larkham", "jx1 4ab", "kovalski", "magraret", "chowdury hussein", "s", "14 c", "zzzz"}) typed.emplace_back(hard);
  return typed;
}

void measure(size_t count, double limit_ms, double build_limit_ms) {
  os::SeededRandom random(7);
  const std::vector<care::Person> all = people(count, random);
  const std::string size = std::to_string(count);
  care::PeopleIndex index;
  const double built = bench::times_ms(1, [&](int) {
    index.reserve(count);
    for (const care::Person& person : all) index.put(person);
    index.search("a", 1, kToday);
  })[0];
  report("index " + size + " people", built, "ms", build_limit_ms);
  report("memory a person of " + size, double(index.memory_bytes()) / double(count), "bytes", 400);

  std::vector<double> keystrokes;
  for (const std::string& query : queries(all))
    for (size_t length = 1; length <= query.size(); ++length) {
      const std::string typed = query.substr(0, length);
      keystrokes.push_back(bench::median(bench::cpu_times_ms(3, [&](int) { index.search(typed, 50, kToday); })));
    }
  std::sort(keystrokes.begin(), keystrokes.end());
  report("keystroke over " + size + ", median", keystrokes[keystrokes.size() / 2], "ms", limit_ms / 4);
  report("keystroke over " + size + ", slowest", keystrokes.back(), "ms", limit_ms);

  const double duplicates = bench::median(bench::cpu_times_ms(9, [&](int i) { index.duplicates_of(all[size_t(i) * 31], 4); }));
  report("who a new person may be, of " + size, duplicates, "ms", limit_ms * 10);
}

// What the caseload's list costs to make when something changed.
void list(size_t count) {
  os::SeededRandom random(8);
  care::Caseload caseload;
  for (const care::Person& person : people(count, random)) {
    record::FieldMap head;
    for (const record::Edit& edit : care::to_edits(person))
      if (record::section_of(edit.path) == record::kHeadSection) head[edit.path].value = edit.to;
    caseload.take_head(care::kPersonRecord, person.id, head);
  }
  report("list " + std::to_string(count) + " people", bench::median(bench::cpu_times_ms(5, [&](int) { care::list_people(caseload, "", care::PeopleFilter::All, kToday); })), "ms", 60);
  report("list those found of " + std::to_string(count), bench::median(bench::cpu_times_ms(5, [&](int) { care::list_people(caseload, "ma", care::PeopleFilter::All, kToday); })), "ms", 5);
}

}  // namespace

int main() {
  measure(10'000, 5, 150);
  measure(100'000, 25, 2'000);
  list(10'000);
  return all_ok ? 0 : 1;
}
