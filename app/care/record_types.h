// app/care/record_types.h: the register of record types. A number means its type for ever and is never given out again.
#pragma once
#include "sync/record/sync_types.h"

namespace care {

inline constexpr record::RecordType kPersonRecord{1};
inline constexpr record::RecordType kVisitRecord{2};
inline constexpr record::RecordType kResponseRecord{3};  // an answered form: assessment, review, visit note
inline constexpr record::RecordType kPlanRecord{4};
inline constexpr record::RecordType kNoteRecord{5};
inline constexpr record::RecordType kAlertRecord{6};
inline constexpr record::RecordType kRelationRecord{7};    // somebody around a person
inline constexpr record::RecordType kAttachmentRecord{8};  // photo, ink, body map, document
inline constexpr record::RecordType kProviderRecord{9};
inline constexpr record::RecordType kWorkerRecord{10};   // a worker or a team
inline constexpr record::RecordType kServiceRecord{11};  // one service line of a person's package
inline constexpr record::RecordType kTabletRecord{12};   // the tablet itself: its id is the device's, "head/owner" the worker it belongs to
inline constexpr record::RecordType kDecisionRecord{13};  // what somebody decided on a response or a plan, with their comments

// Whose heads the lists are built from at unlock.
inline constexpr record::RecordType kListedRecords[] = {kPersonRecord, kVisitRecord, kResponseRecord, kPlanRecord, kNoteRecord, kAlertRecord,
                                                        kRelationRecord, kAttachmentRecord, kProviderRecord, kWorkerRecord, kServiceRecord,
                                                        kDecisionRecord, record::kConflictType, record::kVerdictType};

// Of those, the ones no list shows: they hang on a person and are looked for when that person is opened, so a tablet that unlocks shows her day first.
inline constexpr record::RecordType kBesideRecords[] = {kNoteRecord, kRelationRecord, kAttachmentRecord, kProviderRecord, kServiceRecord};

}  // namespace care
