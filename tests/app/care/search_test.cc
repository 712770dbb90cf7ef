#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <map>

#include "app/care/fold.h"
#include "app/care/people_index.h"
#include "app/care/search_terms.h"
#include "app/care/sound.h"
#include "app/care/spelling.h"
#include "tests/app/care/people.h"
#include "tests/support/text_file.h"

using namespace care;

namespace {

// Everybody in one small town.
class Town {
 public:
  Town() {
    EXPECT_TRUE(index.set_short_names(testing_support::text_of(DOORSTEP_SOURCE_DIR "/assets/codes/short-names.csv")));
    const std::pair<const char*, const char*> names[] = {
        {"Margaret", "Whitlock"}, {"Tomasz", "Zieliński"}, {"Doreen", "Achebe"},    {"Mohammed", "Hussain"}, {"Siân", "Llewellyn"},
        {"Yusuf", "Chowdhury"},   {"Łucja", "Wiśniewska"}, {"Krzysztof", "Kowalski"}, {"Catherine", "O'Neill"}, {"William", "Smith"},
        {"Dafydd", "Rhys"},       {"Imran", "Qureshi"},    {"محمد", "خالد"},        {"Владимир", "Петров"},   {"Zhang", "Wei"},
        {"Mary-Ann", "Whitfield"}, {"Joan", "Pickering"},  {"Ngozi", "Adeyemi"}};
    int number = 0;
    for (const auto& [given, family] : names) people.push_back(a_person(++number, given, family));
    people[0].preferred = "Peggy";
    people[0].born = {1942, 2, 3};
    people[0].nhs_number = "9990413215";
    people[0].local_number = "L-100234";
    people[0].address = "14 Orchard Close";
    people[0].town = "Larkham";
    people[0].postcode = "JX1 4AB";
    people[0].phone = "01632 960123";
    people[1].address = "Flat 3, 22 Ashley Road";
    people[1].town = "Eastwick";
    people[1].born = {1980, 0, 0};
    for (const Person& person : people) index.put(person);
  }
  // Family names of those found, best first.
  std::vector<std::string> finds(std::string_view query) const {
    std::vector<std::string> families;
    for (const Hit& hit : index.search(query, 50, kToday).hits)
      for (const Person& person : people)
        if (person.id == hit.id) families.push_back(person.family);
    return families;
  }
  bool has(std::string_view query, std::string_view family) const {
    const std::vector<std::string> found = finds(query);
    return std::find(found.begin(), found.end(), family) != found.end();
  }
  std::string first(std::string_view query) const {
    const std::vector<std::string> found = finds(query);
    return found.empty() ? "" : found.front();
  }
  PeopleIndex index;
  std::vector<Person> people;
};

int slips(std::string_view a, std::string_view b) {  // optimal string alignment, by the book
  std::vector<std::vector<int>> d(a.size() + 1, std::vector<int>(b.size() + 1));
  for (size_t i = 0; i <= a.size(); ++i) d[i][0] = int(i);
  for (size_t j = 0; j <= b.size(); ++j) d[0][j] = int(j);
  for (size_t i = 1; i <= a.size(); ++i)
    for (size_t j = 1; j <= b.size(); ++j) {
      d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (a[i - 1] != b[j - 1])});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
    }
  return d[a.size()][b.size()];
}

}  // namespace

TEST(Fold, WritesEveryAlphabetInPlainLetters) {
  using Words = std::vector<std::string>;
  EXPECT_EQ(fold_words("Siân O'Neill-Żak"), (Words{"sian", "oneill", "zak"}));
  EXPECT_EQ(fold_words("ŁUCJA  Wiśniewska\u200f"), (Words{"lucja", "wisniewska"}));
  EXPECT_EQ(fold_words("Владимир Щука"), (Words{"vladimir", "shchuka"}));
  EXPECT_EQ(fold_words("مُحَمَّد"), (Words{"mhmd"}));
  EXPECT_EQ(fold_words("שרה"), (Words{"shrh"}));
  EXPECT_EQ(fold_words("Νίκος"), (Words{"nikos"}));
  EXPECT_EQ(fold_words("Nguyễn Đặng"), (Words{"nguyen", "dang"}));
  EXPECT_EQ(fold_words("Straße"), (Words{"strasse"}));
  EXPECT_EQ(fold_words("e\u0301lan 😀 x"), (Words{"elan", "x"}));
  EXPECT_EQ(fold_words("王伟"), (Words{"王伟"}));
  EXPECT_TRUE(fold_words(" ,.;- ").empty());
}

TEST(Sound, IsSharedByNamesSaidAlike) {
  const auto alike = [](std::string_view a, std::string_view b) {
    const Sounds x = sounds_of(a), y = sounds_of(b);
    return x.first == y.first || x.first == y.second || x.second == y.first || x.second == y.second;
  };
  const std::pair<const char*, const char*> pairs[] = {
      {"smith", "smyth"},     {"catherine", "kathryn"}, {"philip", "filip"},    {"wright", "rite"},     {"knight", "night"},
      {"mohammed", "muhamad"}, {"mohammed", "mhmd"},    {"hussain", "hussein"}, {"yusuf", "youssef"},  {"qureshi", "kureishi"},
      {"chowdhury", "chaudhry"}, {"khalid", "khald"},   {"aisha", "ayesha"},    {"rhys", "rees"},      {"rhys", "reece"},
      {"dafydd", "davith"},   {"sian", "shan"},        {"llewellyn", "lewelin"}, {"myfanwy", "mavanwy"}, {"cerys", "kerris"},
      {"kowalski", "kovalsky"}, {"wisniewska", "vishnevska"}, {"zielinski", "zelinsky"}, {"wojciech", "voychek"}, {"krzysztof", "kshishtof"},
      {"thomas", "tomas"},    {"jan", "yan"},           {"singh", "sing"},      {"bhatt", "batt"},     {"michael", "mikael"}};
  for (const auto& [a, b] : pairs)
    EXPECT_TRUE(alike(a, b)) << a << " " << to_string(sounds_of(a).first) << "/" << to_string(sounds_of(a).second) << "  " << b << " "
                             << to_string(sounds_of(b).first) << "/" << to_string(sounds_of(b).second);
  EXPECT_FALSE(alike("margaret", "patricia"));
  EXPECT_FALSE(alike("smith", "jones"));
  EXPECT_EQ(to_string(sounds_of("margaret").first), "MRKRT");
}

TEST(Spelling, CountsSlipsAsTheBookDoes) {
  const auto word = rc::gen::container<std::string>(rc::gen::inRange('a', 'e'));
  EXPECT_TRUE(rc::check("the bit-parallel distance is the table's", [&] {
    const std::string a = (*word).substr(0, 20), b = (*word).substr(0, 20);
    const Pattern::Distance distance = Pattern(a).to(b);
    RC_ASSERT(distance.whole == slips(a, b));
    int nearest = int(a.size());
    for (size_t i = 0; i <= b.size(); ++i) nearest = std::min(nearest, slips(a, std::string_view(b).substr(0, i)));
    RC_ASSERT(distance.prefix == nearest);
  }));
  EXPECT_EQ(Pattern("magraret").to("margaret").whole, 1) << "two letters swapped are one slip";
}

TEST(SearchTerms, TellWordsNumbersAndDatesApart) {
  using Kind = SearchTerm::Kind;
  using Terms = std::vector<SearchTerm>;
  EXPECT_EQ(search_terms("Smith 3/2/1942", kToday), (Terms{{Kind::Word, "smith", {}}, {Kind::Date, "", {1942, 2, 3}}}));
  EXPECT_EQ(search_terms("3 feb 1942 smith", kToday), (Terms{{Kind::Date, "", {1942, 2, 3}}, {Kind::Word, "smith", {}}}));
  EXPECT_EQ(search_terms("999 041 3215", kToday), (Terms{{Kind::Digits, "9990413215", {}}}));
  EXPECT_EQ(search_terms("999-041-3215", kToday), (Terms{{Kind::Digits, "9990413215", {}}}));
  EXPECT_EQ(search_terms("1942", kToday), (Terms{{Kind::Digits, "1942", {1942, 0, 0}}}));
  EXPECT_EQ(search_terms("14 Orchard", kToday), (Terms{{Kind::Digits, "14", {}}, {Kind::Word, "orchard", {}}}));
  EXPECT_EQ(search_terms("jx14ab", kToday), (Terms{{Kind::Word, "jx1", {}}, {Kind::Word, "4ab", {}}}));
  EXPECT_TRUE(search_terms("  - ", kToday).empty());
  EXPECT_EQ(search_terms("a b c d e f g h i j", kToday).size(), kSearchTermsMax);
}

TEST(Search, FindsAsYouTypeInAnyOrder) {
  const Town town;
  for (const char* query : {"m", "marg", "whitlock", "margaret whit", "whit marg", "WHITLOCK, Margaret", "peggy", "peg whit"})
    EXPECT_TRUE(town.has(query, "Whitlock")) << query;
  EXPECT_EQ(town.first("margaret whitlock"), "Whitlock");
  EXPECT_EQ(town.first("ann whit"), "Whitfield");
  EXPECT_TRUE(town.finds("").empty());
  EXPECT_TRUE(town.finds("margaret kowalski").empty()) << "every word must be found";
}

TEST(Search, ForgivesSpelling) {
  const Town town;
  for (const char* query : {"magraret", "margret", "margarett", "whitlok", "witlock", "whitlcok"}) EXPECT_EQ(town.first(query), "Whitlock") << query;
  EXPECT_EQ(town.first("pikering"), "Pickering");
  EXPECT_EQ(town.first("adeyami"), "Adeyemi");
}

TEST(Search, HearsNamesAcrossLanguages) {
  const Town town;
  EXPECT_EQ(town.first("zelinsky"), "Zieliński");
  EXPECT_EQ(town.first("zielinski"), "Zieliński");
  EXPECT_EQ(town.first("muhammad hussein"), "Hussain");
  EXPECT_EQ(town.first("shan lewelin"), "Llewellyn");
  EXPECT_EQ(town.first("youssef chaudhry"), "Chowdhury");
  EXPECT_EQ(town.first("lucja"), "Wiśniewska");
  EXPECT_EQ(town.first("vishnevska"), "Wiśniewska");
  EXPECT_EQ(town.first("kovalski"), "Kowalski");
  EXPECT_EQ(town.first("kathryn oneil"), "O'Neill");
  EXPECT_EQ(town.first("o neill"), "O'Neill");
  EXPECT_EQ(town.first("davith rees"), "Rhys");
  EXPECT_EQ(town.first("kureshi"), "Qureshi");
  EXPECT_EQ(town.first("bill smyth"), "Smith");
  EXPECT_EQ(town.first("mohammed khalid"), "خالد");
  EXPECT_EQ(town.first("محمد"), "خالد");
  EXPECT_EQ(town.first("petrov"), "Петров");
}

TEST(Search, FindsByNumberDateAndAddress) {
  const Town town;
  for (const char* query : {"999 041 3215", "9990413", "999 0", "041 3215", "3215", "100234", "L-100234", "01632 960123", "3/2/1942", "3 feb 1942", "03021942",
                            "whitlock 1942", "feb 1942", "2/3/1942", "14 orchard", "orchard close", "jx1 4ab", "JX14AB", "peggy larkham"})
    EXPECT_EQ(town.first(query), "Whitlock") << query;
  EXPECT_EQ(town.first("ashley road"), "Zieliński");
  EXPECT_EQ(town.first("5/6/1980"), "Zieliński") << "only the year is known";
  EXPECT_TRUE(town.finds("4/2/1942").empty());
}

TEST(Search, SaysHowEachWasFound) {
  const Town town;
  const auto by = [&](std::string_view query) { return town.index.search(query, 1, kToday).hits.at(0).by; };
  EXPECT_EQ(by("whit"), FoundBy::Name);
  EXPECT_EQ(by("9990413"), FoundBy::Number);
  EXPECT_EQ(by("3/2/1942"), FoundBy::Born);
  EXPECT_EQ(by("orchard"), FoundBy::Address);
  EXPECT_EQ(by("bill"), FoundBy::ShortName);
  EXPECT_EQ(by("kovalski"), FoundBy::Sound);
  EXPECT_EQ(by("magraret"), FoundBy::Spelling);
  EXPECT_EQ(town.index.search("w", 2, kToday).hits.size(), 2u);
  EXPECT_GT(town.index.search("w", 2, kToday).total, 2u);
}

TEST(Search, ForgetsWhatChanged) {
  Town town;
  Person margaret = town.people[0];
  margaret.family = "Pickles";
  margaret.nhs_number = "9990826420";
  town.index.put(margaret);
  EXPECT_EQ(town.index.size(), town.people.size());
  EXPECT_EQ(town.first("whitlock"), "") << "nobody is called that any more";
  EXPECT_EQ(town.index.search("pickles", 5, kToday).hits.at(0).id, margaret.id);
  EXPECT_TRUE(town.index.search("9990413215", 5, kToday).hits.empty());
  town.index.remove(margaret.id);
  EXPECT_TRUE(town.index.search("pickles", 5, kToday).hits.empty());
  town.index.remove(margaret.id);
  EXPECT_EQ(town.index.size(), town.people.size() - 1);
}

TEST(Search, FindsEverybodyByTheirOwnNameAfterAnyChanges) {
  EXPECT_TRUE(rc::check("whatever was put and removed, those left are found by name and the others are not", [] {
    const std::vector<std::string> given{"Anna", "Ewa", "Fatima", "Gwen", "Joan"}, family{"Kowalski", "Mensah", "Singh", "Taylor"};
    PeopleIndex index;
    std::map<int, Person> model;
    const int steps = *rc::gen::inRange(1, 60);
    for (int step = 0; step < steps; ++step) {
      const int number = *rc::gen::inRange(0, 12);
      if (*rc::gen::inRange(0, 3) == 0) {
        index.remove(an_id(number));
        model.erase(number);
      } else {
        model[number] = a_person(number, *rc::gen::elementOf(given), *rc::gen::elementOf(family));
        index.put(model[number]);
      }
    }
    RC_ASSERT(index.size() == model.size());
    for (const std::string& name : family) {
      std::vector<record::RecordId> wanted, found;
      for (const auto& [number, person] : model)
        if (person.family == name) wanted.push_back(person.id);
      for (const Hit& hit : index.search(name, 100, kToday).hits)
        if (hit.by == FoundBy::Name) found.push_back(hit.id);
      std::sort(found.begin(), found.end());
      RC_ASSERT(found == wanted);
    }
  }));
}

TEST(Search, TakesAnyTextWithoutHarm) {
  const Town town;
  EXPECT_TRUE(rc::check("any bytes are a query", [&] {
    const std::string query = *rc::gen::container<std::string>(rc::gen::arbitrary<char>());
    const SearchAnswer answer = town.index.search(query, 10, kToday);
    RC_ASSERT(answer.hits.size() <= 10u);
    RC_ASSERT(answer.total >= answer.hits.size());
  }));
  EXPECT_TRUE(town.index.search(std::string(100'000, 'x'), 10, kToday).hits.empty());
}

TEST(Duplicates, AreOfferedWithTheirReasons) {
  const Town town;
  Person added = a_person(900, "Peggy", "Whitlok");
  added.born = {1942, 3, 2};
  auto found = town.index.duplicates_of(added, 5);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].id, town.people[0].id);
  EXPECT_EQ(found[0].reasons, (std::vector<Reason>{Reason::SimilarName, Reason::SimilarBirthDate}));

  added = a_person(900, "Someone", "Else");
  added.nhs_number = "999 041 3215";
  found = town.index.duplicates_of(added, 5);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].score, 100);
  EXPECT_EQ(found[0].reasons, std::vector<Reason>{Reason::SameNhsNumber});

  added = a_person(900, "Whitlock", "Margaret");  // given and family name the wrong way round
  added.address = "14, Orchard Close";
  found = town.index.duplicates_of(added, 5);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].reasons, (std::vector<Reason>{Reason::SameName, Reason::SameAddress}));
}

TEST(Duplicates, ANameAloneIsOfferedUntilSomethingTellsTheTwoApart) {
  const Town town;
  Person added = a_person(900, "Margaret", "Whitlock");
  auto found = town.index.duplicates_of(added, 5);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].reasons, std::vector<Reason>{Reason::SameName});
  const int same = found[0].score;
  found = town.index.duplicates_of(a_person(900, "Bill", "Smyth"), 5);  // William Smith
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].reasons, std::vector<Reason>{Reason::SimilarName});
  EXPECT_LT(found[0].score, same);
  added.born = {1931, 7, 20};
  EXPECT_TRUE(town.index.duplicates_of(added, 5).empty()) << "born at another time";
  added.born = {};
  added.nhs_number = "999 007 9196";
  EXPECT_TRUE(town.index.duplicates_of(added, 5).empty()) << "another NHS number";
  EXPECT_TRUE(town.index.duplicates_of(a_person(900, "Margaret", "Smith"), 5).empty()) << "one name of two is not enough";
}

TEST(Duplicates, AreNotSeenWhereThereAreNone) {
  const Town town;
  Person added = a_person(900, "Margaret", "Jones");
  added.born = {1942, 2, 3};
  EXPECT_TRUE(town.index.duplicates_of(added, 5).empty()) << "born the same day is not enough";
  EXPECT_TRUE(town.index.duplicates_of(town.people[0], 5).empty()) << "nobody is their own duplicate";
  added = a_person(900, "", "");
  EXPECT_TRUE(town.index.duplicates_of(added, 5).empty());
}
