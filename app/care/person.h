// app/care/person.h: the adult or unpaid carer this product is about. Never "case" on screen.
#pragma once
#include <string>
#include <vector>

#include "app/care/date.h"
#include "sync/record/record.h"

namespace care {

// A person's own words about what matters to them, with whose words they are. Empty text: not asked yet.
struct WhatMatters {
  std::string text;
  std::string whose;  // as it is shown: "Margaret", "her daughter Ruth"
  Date said_on;
  std::string said_on_typed;
  bool shared_with_consent = false;
  bool operator==(const WhatMatters&) const = default;
};

struct Person {
  record::RecordId id;
  // Section "head": what a list, a search and a heading need.
  std::string given;
  std::string family;
  std::string preferred;  // what they like to be called
  std::string pronouns;
  Date born;  // may be a year or a month only
  Date died;
  std::string nhs_number;    // ten digits; or whatever was typed, while it is wrong (nhs_number.h)
  std::string nhs_status;    // codes "nhs-status": 01 traced and verified ... 08
  std::string local_number;  // the council's own, never reused
  std::string old_number;    // the old system's, kept beside ours
  std::string address;       // lines above the town, separated by ", "
  std::string town;
  std::string postcode;
  std::string uprn;  // 1 to 12 digits
  std::string phone;
  std::string email;
  std::string support_reason;  // codes "support-reasons"
  record::RecordId worker;     // who they are allocated to
  std::string team;
  Date review_due;
  bool is_carer = false;  // an unpaid carer known in their own right
  bool is_draft = false;  // being added: kept as it is typed, and in no list until it is done
  std::string born_typed, died_typed;  // what stands there while it cannot be read as a date
  // Section "about".
  std::string language;  // codes "languages", or words
  bool needs_interpreter = false;
  std::string communication;  // how to give and take information
  std::string ethnicity;      // codes "ethnicity"
  std::string gender;         // codes "gender"
  std::string employment;
  std::string lives_with;
  std::string accommodation;  // codes "accommodation"
  std::string capacity;       // codes "capacity": presumed, has, lacks
  std::string capacity_note;  // for which decision, when, by whom
  std::string gp_name;
  std::string gp_practice;
  std::string gp_phone;
  std::string access;  // how to get in: key safe, back door, slow to answer
  // Section "matters".
  WhatMatters matters;
  bool operator==(const Person&) const = default;
};

Person person_from(const record::Record& from);
// Every field that holds something, for a record that is new.
std::vector<record::Edit> to_edits(const Person& made);
// Only what differs.
std::vector<record::Edit> to_edits(const Person& before, const Person& after);

// "Margaret Whitlock"; "Peggy" only where there is nothing else; never empty: a person without a name is "?".
std::string full_name(const Person& person);
// What to call them in a sentence: the preferred name, else the given name.
std::string called(const Person& person);
// Two letters for a round badge: the first letters of the first and last names, upper case where the script has cases.
std::string initials(std::string_view name);
// "14 Orchard Close, Larkham JX1 4AB", leaving out what is missing.
std::string address_line(const Person& person, bool with_postcode);

}  // namespace care
