namespace Helpdesk.Web.Dev;

/// <summary>What one invented customer says, and which of the team answers what.</summary>
internal sealed record DemoTalk(string Phone, string Name, string[] Says, int Agent, string? Answer);

/// <summary>The demo's conversations. Names and numbers are invented.</summary>
internal static class DemoTalks
{
    public static IReadOnlyList<DemoTalk> All { get; } =
    [
        new("201001234567", "مريم الأنصاري", ["السلام عليكم، هل أقلام الإنسولين متوفرة اليوم؟", "أحتاج علبتين، والتوصيل إلى المنصورة الجديدة"], 0, "وعليكم السلام، نعم متوفرة. نجهّز لكم علبتين وتصلكم قبل الثالثة."),
        new("34612345678", "Daniel Reyes", ["Hello, my invoice 2291 was charged twice", "Can you check, please?"], 2, "Sorry about that. I can see both charges and have asked accounts to return one."),
        new("201007654321", "هدى قاسم", ["هل يوجد بديل لشراب الأطفال الذي نفد؟"], 0, null),
        new("201005550117", "Priya Menon", ["Can the pharmacist confirm this is safe with metformin?"], 0, null),
        new("201005550142", "سعاد ياسين", ["أرسلت لكم صورة البطاقة الجديدة للتأمين", "متى يُفعَّل الخصم؟"], 1, "وصلت، شكرًا لكم. يُفعَّل الخصم غدًا صباحًا."),
        new("201005550188", "Abdullah Idris", ["Order 7731 arrived, but the box was warm when I opened it"], 0, null),
        new("201005550190", "فاطمة زهراء", ["عايزة أعرف مواعيد الفرع يوم الجمعة"], 1, "الجمعة من الثانية ظهرًا حتى العاشرة مساءً."),
    ];
}
