using Helpdesk.Core.Identity;
using Helpdesk.Core.Notifications;
using Helpdesk.Core.Presence;
using Helpdesk.Core.Tickets;
using Helpdesk.Tests.Support;
using Xunit;

namespace Helpdesk.Tests.Notifications;

/// <summary>Who decides what: the member, the workspace, the hour, a mute.</summary>
public sealed class NotificationPolicyTests
{
    private const NotificationChannels All = NotificationChannels.List | NotificationChannels.Toast | NotificationChannels.Sound | NotificationChannels.Push;
    private const NotificationKind Kind = NotificationKind.Mention;

    // 22:30 in Cairo, which is two hours ahead in winter.
    private static readonly DateTimeOffset Night = new(2026, 1, 15, 20, 30, 0, TimeSpan.Zero);
    private static readonly QuietHours Quiet = new(new TimeOnly(22, 0), new TimeOnly(6, 0), "Africa/Cairo", CriticalAnyway: true);

    [Theory]
    [InlineData(false, false, false, false, false)]
    [InlineData(true, false, false, false, true)]
    [InlineData(true, false, true, false, false)]
    [InlineData(false, false, true, true, true)]
    [InlineData(true, true, true, false, true)]
    [InlineData(false, true, true, true, false)]
    [InlineData(false, true, false, true, false)]
    public void A_cell_is_the_members_unless_it_is_locked_or_not_chosen(bool workspace, bool locked, bool chosen, bool own, bool expected)
    {
        var cell = default(NotificationMatrix);
        var values = new WorkspaceNotifications(cell.With(Kind, NotificationChannels.Toast, workspace), cell.With(Kind, NotificationChannels.Toast, locked));
        var mine = OwnNotifications.Nothing with { Chosen = cell.With(Kind, NotificationChannels.Toast, chosen), On = cell.With(Kind, NotificationChannels.Toast, own) };
        Assert.Equal(expected ? NotificationChannels.Toast : NotificationChannels.None, NotificationPolicy.Decide(Kind, mine, values, false, Night));
    }

    [Theory]
    [InlineData(NotificationKind.Mention, "20:30", NotificationChannels.List)]
    [InlineData(NotificationKind.Mention, "19:59", All)]
    [InlineData(NotificationKind.Mention, "20:00", NotificationChannels.List)]
    [InlineData(NotificationKind.Mention, "03:59", NotificationChannels.List)]
    [InlineData(NotificationKind.Mention, "04:00", All)]
    [InlineData(NotificationKind.Delayed, "20:30", All)]
    [InlineData(NotificationKind.OfferMade, "20:30", All)]
    [InlineData(NotificationKind.Assigned, "20:30", NotificationChannels.List)]
    public void Quiet_hours_leave_the_list_and_let_pass_what_is_critical(NotificationKind kind, string utc, NotificationChannels expected)
    {
        var now = new DateTimeOffset(new DateTime(2026, 1, 15).Add(TimeOnly.Parse(utc, System.Globalization.CultureInfo.InvariantCulture).ToTimeSpan()), TimeSpan.Zero);
        Assert.Equal(expected, NotificationPolicy.Decide(kind, OwnNotifications.Nothing with { Quiet = Quiet }, Everything(kind), false, now));
    }

    [Fact]
    public void What_is_critical_waits_too_when_its_owner_says_so()
    {
        var own = OwnNotifications.Nothing with { Quiet = Quiet with { CriticalAnyway = false } };
        Assert.Equal(NotificationChannels.List, NotificationPolicy.Decide(NotificationKind.Delayed, own, Everything(NotificationKind.Delayed), false, Night));
    }

    [Theory]
    [InlineData(1, false, NotificationChannels.List)]
    [InlineData(0, false, All)]
    [InlineData(-1, false, All)]
    [InlineData(-1, true, NotificationChannels.List)]
    public void A_mute_of_everything_or_of_the_ticket_leaves_the_list_even_of_what_is_critical(int minutes, bool ticketMuted, NotificationChannels expected)
    {
        var own = OwnNotifications.Nothing with { MutedUntil = Night.AddMinutes(minutes) };
        Assert.Equal(expected, NotificationPolicy.Decide(NotificationKind.OfferMade, own, Everything(NotificationKind.OfferMade), ticketMuted, Night));
    }

    [Fact]
    public void Every_cell_of_the_matrix_is_one_of_its_own()
    {
        var bits = NotificationMatrix.Kinds.SelectMany(k => NotificationMatrix.Channels.Select(c => default(NotificationMatrix).With(k, c, true).Bits)).ToList();
        Assert.Equal(NotificationMatrix.Kinds.Count * 4, bits.Distinct().Count());
        var full = bits.Aggregate(default(NotificationMatrix), (m, b) => new NotificationMatrix(m.Bits | b));
        Assert.All(NotificationMatrix.Kinds, kind => Assert.Equal(All, full[kind]));
        Assert.Equal(0, NotificationMatrix.Kinds.Aggregate(full, (m, k) => m.With(k, NotificationChannels.None)).Bits);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("ar")]
    public void Every_kind_has_its_words(string language)
    {
        var texts = Repository.Read($"Helpdesk.Web/Resources/Texts{(language == "en" ? "" : ".ar")}.resx");
        Assert.All(NotificationMatrix.Kinds, kind =>
        {
            Assert.Contains($"\"notify.kind.{kind}\"", texts, StringComparison.Ordinal);
            Assert.Contains(kind == NotificationKind.CustomerReplied ? $"\"told.{kind}.other\"" : $"\"told.{kind}\"", texts, StringComparison.Ordinal);
        });
        Assert.All(NotificationMatrix.Channels, channel => Assert.Contains($"\"notify.channel.{channel}\"", texts, StringComparison.Ordinal));
    }

    [Fact]
    public void A_new_ticket_only_fills_the_list_until_somebody_wants_more() =>
        Assert.Equal(NotificationChannels.List, NotificationMatrix.Usual[NotificationKind.NewTicket]);

    [Theory]
    [InlineData("@Ana please", "Ana")]
    [InlineData("ask @ana, and @Omar Said.", "Ana,Omar Said")]
    [InlineData("@Ana Maria knows", "Ana Maria")]
    [InlineData("@Anas is nobody", "")]
    [InlineData("@Omar alone", "")]
    [InlineData("@Zeinab alone", "Zeinab Fathy")]
    [InlineData("mail me at x@ana.example", "Ana")]
    [InlineData("@أحمد شوف ده", "أحمد علي")]
    [InlineData("no name @ all @", "")]
    public void A_note_names_by_whole_name_or_by_a_first_name_only_one_has(string note, string expected)
    {
        string[] names = ["Ana", "Ana Maria", "Omar Said", "Omar Hani", "Zeinab Fathy", "أحمد علي"];
        var all = names.Select((name, i) => new Recipient(new AgentId(i + 1), name, Permissions.Of(Role.Agent), new HashSet<DepartmentId>(), AgentState.Online)).ToList();
        Assert.Equal(expected, string.Join(',', all.NamedIn(note).Select(id => names[id.Value - 1])));
    }

    [Fact]
    public void Supervisors_are_those_of_the_agents_departments_and_of_all()
    {
        var (sales, care) = (new DepartmentId(1), new DepartmentId(2));
        Recipient[] all =
        [
            new(new AgentId(1), "Agent", Permissions.Of(Role.Agent), new HashSet<DepartmentId> { sales }, AgentState.Online),
            new(new AgentId(2), "Sales lead", Permissions.Of(Role.Supervisor), new HashSet<DepartmentId> { sales }, AgentState.Offline),
            new(new AgentId(3), "Care lead", Permissions.Of(Role.Supervisor), new HashSet<DepartmentId> { care }, AgentState.Online),
            new(new AgentId(4), "Manager", Permissions.Of(Role.Manager), new HashSet<DepartmentId>(), AgentState.Online),
        ];
        Assert.Equal([2, 4], all.SupervisorsOf(new AgentId(1)).Select(a => a.Value));
        Assert.Equal([4], all.SupervisorsOf(new AgentId(2)).Select(a => a.Value));
        Assert.Equal([3, 4], all.SupervisorsOf(care).Select(a => a.Value));
        Assert.Equal([1], all.OnlineIn(sales).Select(a => a.Value));
        Assert.False(all[2].Sees(new TicketPlace(sales, null, null)));
        Assert.True(all[2].Sees(new TicketPlace(sales, null, new AgentId(3))));
    }

    private static WorkspaceNotifications Everything(NotificationKind kind) => new(default(NotificationMatrix).With(kind, All), default);
}
