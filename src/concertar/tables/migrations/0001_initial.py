import concertar.kit.texts
import django.db.models.deletion
import django.db.models.functions.datetime
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('fora', '0001_initial'),
        ('network', '0001_initial'),
        ('observatory', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Table',
            fields=[
                ('language', models.CharField(default='es', help_text='The language in which the texts were written.', max_length=3, validators=[concertar.kit.texts.require_language], verbose_name='language of the texts')),
                ('translations', models.JSONField(blank=True, default=dict, help_text='Translations of the texts, by language and field.', verbose_name='translations')),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('slug', models.SlugField(max_length=80, unique=True, verbose_name='key')),
                ('forum', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tables', to='fora.forum', verbose_name='forum')),
                ('parent', models.ForeignKey(blank=True, help_text='The table to which it refers what it cannot settle.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='tables.table', verbose_name='refers to')),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('question', models.CharField(help_text='One sentence that a neighbour understands.', max_length=400, verbose_name='what is decided')),
                ('problem', models.TextField(help_text='What happens, to whom, since when.', verbose_name='the problem')),
                ('state', models.CharField(choices=[('draft', 'In preparation'), ('open', 'Open'), ('talking', 'Talking'), ('scoring', 'Scoring'), ('proposing', 'Proposing'), ('drafting', 'Drafting'), ('signing', 'Signing'), ('standing', 'Standing'), ('failed', 'Failed'), ('followed', 'Followed up')], default='draft', max_length=9, verbose_name='state')),
                ('decides_by', models.DateTimeField(blank=True, null=True, verbose_name='until when')),
                ('meets_at', models.CharField(blank=True, max_length=200, verbose_name='where it meets')),
                ('currency', models.CharField(default='PEN', max_length=3, verbose_name='currency')),
                ('empty_chairs_note', models.TextField(blank=True, help_text='What a pact cannot bind because an authority stayed away.', verbose_name='what it cannot bind')),
                ('publishes', models.CharField(choices=[('nothing', 'Nothing'), ('constituencies', 'Values by constituency'), ('parties', 'Values by party')], default='nothing', max_length=14, verbose_name='what is published of the scores')),
                ('least_signatures', models.PositiveSmallIntegerField(default=2, verbose_name='signatures, at least')),
                ('may_reserve', models.BooleanField(default=True, verbose_name='may sign with a reservation')),
                ('unsealed_at', models.DateTimeField(blank=True, help_text='When all sheets were in.', null=True, verbose_name='scores unsealed')),
                ('is_illustrative', models.BooleanField(default=False, verbose_name='illustrative')),
                ('guardianships', models.ManyToManyField(blank=True, related_name='tables', to='fora.guardianship', verbose_name='guardians')),
                ('limits', models.ManyToManyField(blank=True, related_name='tables', to='observatory.limit', verbose_name='limits')),
                ('required_constituencies', models.ManyToManyField(blank=True, related_name='+', to='fora.constituency', verbose_name='constituencies that must sign')),
            ],
            options={
                'verbose_name': 'table',
                'verbose_name_plural': 'tables',
                'ordering': ['-decides_by', 'title'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('title', ''), _negated=True), models.Q(('question', ''), _negated=True), models.Q(('slug', ''), _negated=True)), name='table_has_a_question'), models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'open', 'talking', 'scoring', 'proposing', 'drafting', 'signing', 'standing', 'failed', 'followed'])), name='table_state_is_known'), models.CheckConstraint(condition=models.Q(('publishes__in', ['nothing', 'constituencies', 'parties'])), name='table_publishes_is_known'), models.CheckConstraint(condition=models.Q(('parent__isnull', True), models.Q(('parent', models.F('id')), _negated=True), _connector='OR'), name='table_does_not_refer_to_itself')],
            },
        ),
        migrations.CreateModel(
            name='Charter',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('table', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='charter', to='tables.table', verbose_name='table')),
                ('text', models.TextField(verbose_name='text')),
                ('sha256', models.CharField(max_length=64, verbose_name='hash')),
                ('frozen_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name='frozen at')),
            ],
            options={
                'verbose_name': 'charter',
                'verbose_name_plural': 'charters',
            },
        ),
        migrations.CreateModel(
            name='Step',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('table', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='tables.table', verbose_name='table')),
                ('before', models.CharField(choices=[('draft', 'In preparation'), ('open', 'Open'), ('talking', 'Talking'), ('scoring', 'Scoring'), ('proposing', 'Proposing'), ('drafting', 'Drafting'), ('signing', 'Signing'), ('standing', 'Standing'), ('failed', 'Failed'), ('followed', 'Followed up')], max_length=9, verbose_name='from')),
                ('after', models.CharField(choices=[('draft', 'In preparation'), ('open', 'Open'), ('talking', 'Talking'), ('scoring', 'Scoring'), ('proposing', 'Proposing'), ('drafting', 'Drafting'), ('signing', 'Signing'), ('standing', 'Standing'), ('failed', 'Failed'), ('followed', 'Followed up')], max_length=9, verbose_name='to')),
                ('day', models.DateField(help_text='When it was decided, in a hall or on the web.', verbose_name='day')),
                ('reason', models.TextField(blank=True, verbose_name='reason')),
                ('language', models.CharField(default='es', max_length=3, verbose_name='language')),
                ('channel', models.CharField(choices=[('web', 'On the site'), ('paper', 'On paper'), ('hall', 'In the hall'), ('command', 'By command')], default='web', max_length=7, verbose_name='channel')),
                ('taken_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='taken by')),
                ('taken_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name='entered at')),
            ],
            options={
                'verbose_name': 'step',
                'verbose_name_plural': 'steps',
                'ordering': ['table', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Actor',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('table', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='actors', to='tables.table', verbose_name='table')),
                ('seat', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='actors', to='fora.seat', verbose_name='seat')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
                ('causes', models.BooleanField(default=False, verbose_name='causes the problem')),
                ('bears', models.BooleanField(default=False, verbose_name='bears the problem')),
                ('resolves', models.BooleanField(default=False, verbose_name='can resolve the problem')),
                ('must_sign', models.BooleanField(default=False, help_text='Without its signature the agreement fails.', verbose_name='must sign')),
                ('is_empty_chair', models.BooleanField(default=False, help_text='It was invited and does not come.', verbose_name='empty chair')),
                ('absence', models.CharField(blank=True, help_text='When and how it was invited.', max_length=300, verbose_name='invitations without answer')),
            ],
            options={
                'verbose_name': 'actor',
                'verbose_name_plural': 'actors',
                'ordering': ['table', 'order', 'id'],
                'constraints': [models.UniqueConstraint(fields=('table', 'seat'), name='one_actor_of_a_seat'), models.CheckConstraint(condition=models.Q(('is_empty_chair', False), models.Q(models.Q(('absence', ''), _negated=True), ('must_sign', False)), _connector='OR'), name='empty_chair_was_invited_and_need_not_sign')],
            },
        ),
        migrations.CreateModel(
            name='Baseline',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('table', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='baselines', to='tables.table', verbose_name='table')),
                ('indicator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='observatory.indicator', verbose_name='indicator')),
                ('low', models.DecimalField(decimal_places=6, max_digits=18, verbose_name='low')),
                ('likely', models.DecimalField(decimal_places=6, max_digits=18, verbose_name='likely')),
                ('high', models.DecimalField(decimal_places=6, max_digits=18, verbose_name='high')),
                ('source', models.CharField(max_length=300, verbose_name='source')),
            ],
            options={
                'verbose_name': 'baseline',
                'verbose_name_plural': 'baselines',
                'ordering': ['table', 'indicator'],
                'constraints': [models.UniqueConstraint(fields=('table', 'indicator'), name='one_baseline'), models.CheckConstraint(condition=models.Q(('likely__lte', models.F('high')), ('low__lte', models.F('likely'))), name='baseline_is_in_order'), models.CheckConstraint(condition=models.Q(('source', ''), _negated=True), name='baseline_has_a_source')],
            },
        ),
        migrations.CreateModel(
            name='Run',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('table', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='runs', to='tables.table', verbose_name='table')),
                ('question', models.JSONField(verbose_name='question')),
                ('sha256', models.CharField(max_length=64, verbose_name='hash of the question')),
                ('answer', models.JSONField(verbose_name='answer')),
                ('asked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='asked by')),
                ('at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name='at')),
            ],
            options={
                'verbose_name': 'search for packages',
                'verbose_name_plural': 'searches for packages',
                'ordering': ['table', 'at'],
            },
        ),
        migrations.CreateModel(
            name='Meeting',
            fields=[
                ('language', models.CharField(default='es', help_text='The language in which the texts were written.', max_length=3, validators=[concertar.kit.texts.require_language], verbose_name='language of the texts')),
                ('translations', models.JSONField(blank=True, default=dict, help_text='Translations of the texts, by language and field.', verbose_name='translations')),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('table', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='meetings', to='tables.table', verbose_name='table')),
                ('number', models.PositiveSmallIntegerField(verbose_name='number')),
                ('starts_at', models.DateTimeField(verbose_name='begins')),
                ('place', models.CharField(max_length=200, verbose_name='place')),
                ('agenda', models.TextField(blank=True, help_text='A point a line, in the order in which it is treated.', verbose_name='agenda')),
                ('observers', models.PositiveSmallIntegerField(blank=True, help_text='How many came without a seat.', null=True, verbose_name='observers')),
            ],
            options={
                'verbose_name': 'meeting',
                'verbose_name_plural': 'meetings',
                'ordering': ['table', 'number'],
                'constraints': [models.UniqueConstraint(fields=('table', 'number'), name='one_meeting_of_a_number'), models.CheckConstraint(condition=models.Q(('place', ''), _negated=True), name='meeting_has_a_place')],
            },
        ),
        migrations.CreateModel(
            name='Consent',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('actor', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='consent', to='tables.actor', verbose_name='actor')),
                ('charter_sha256', models.CharField(max_length=64, verbose_name='hash of the charter')),
                ('mandate', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.mandate', verbose_name='mandate')),
                ('day', models.DateField(verbose_name='day')),
                ('channel', models.CharField(choices=[('web', 'On the site'), ('paper', 'On paper'), ('hall', 'In the hall'), ('command', 'By command')], max_length=7, verbose_name='channel')),
                ('entered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='entered by')),
                ('entered_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name='entered at')),
            ],
            options={
                'verbose_name': 'consent',
                'verbose_name_plural': 'consents',
            },
        ),
        migrations.CreateModel(
            name='Interest',
            fields=[
                ('language', models.CharField(default='es', help_text='The language in which the texts were written.', max_length=3, validators=[concertar.kit.texts.require_language], verbose_name='language of the texts')),
                ('translations', models.JSONField(blank=True, default=dict, help_text='Translations of the texts, by language and field.', verbose_name='translations')),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('actor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='interests', to='tables.actor', verbose_name='actor')),
                ('text', models.CharField(max_length=400, verbose_name='interest')),
                ('visibility', models.CharField(choices=[('public', 'Public'), ('facilitator', 'Only the facilitator')], default='public', max_length=11, verbose_name='who sees it')),
            ],
            options={
                'verbose_name': 'interest',
                'verbose_name_plural': 'interests',
                'ordering': ['actor', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='interest_has_a_text'), models.CheckConstraint(condition=models.Q(('visibility__in', ['public', 'facilitator'])), name='interest_visibility_is_known')],
            },
        ),
        migrations.CreateModel(
            name='Position',
            fields=[
                ('language', models.CharField(default='es', help_text='The language in which the texts were written.', max_length=3, validators=[concertar.kit.texts.require_language], verbose_name='language of the texts')),
                ('translations', models.JSONField(blank=True, default=dict, help_text='Translations of the texts, by language and field.', verbose_name='translations')),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('actor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='positions', to='tables.actor', verbose_name='actor')),
                ('text', models.CharField(max_length=400, verbose_name='position')),
                ('visibility', models.CharField(choices=[('public', 'Public'), ('facilitator', 'Only the facilitator')], default='public', max_length=11, verbose_name='who sees it')),
            ],
            options={
                'verbose_name': 'position',
                'verbose_name_plural': 'positions',
                'ordering': ['actor', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='position_has_a_text'), models.CheckConstraint(condition=models.Q(('visibility__in', ['public', 'facilitator'])), name='position_visibility_is_known')],
            },
        ),
        migrations.CreateModel(
            name='Budget',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('actor', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='budget', to='tables.actor', verbose_name='payer')),
                ('amount', models.PositiveBigIntegerField(help_text='In cents.', verbose_name='amount')),
                ('source', models.CharField(max_length=300, verbose_name='source')),
            ],
            options={
                'verbose_name': 'budget',
                'verbose_name_plural': 'budgets',
            },
        ),
        migrations.CreateModel(
            name='Capacity',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('actor', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='capacity', to='tables.actor', verbose_name='who carries it out')),
                ('amount', models.PositiveIntegerField(verbose_name='capacity')),
                ('unit', models.CharField(help_text='For instance crews or months.', max_length=40, verbose_name='unit')),
                ('source', models.CharField(max_length=300, verbose_name='source')),
            ],
            options={
                'verbose_name': 'capacity',
                'verbose_name_plural': 'capacities',
            },
        ),
        migrations.CreateModel(
            name='Sheet',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('actor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sheets', to='tables.actor', verbose_name='party')),
                ('number', models.PositiveSmallIntegerField(verbose_name='number')),
                ('reservation', models.DecimalField(blank=True, decimal_places=2, help_text='In points of 100; empty: the value of the fallback.', max_digits=6, null=True, verbose_name='least acceptable value')),
                ('channel', models.CharField(choices=[('web', 'On the site'), ('paper', 'On paper'), ('hall', 'In the hall'), ('command', 'By command')], max_length=7, verbose_name='channel')),
                ('mandate', models.ForeignKey(blank=True, help_text='Of whoever gave it; none: it was typed in from paper.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.mandate', verbose_name='mandate')),
                ('day', models.DateField(verbose_name='day')),
                ('entered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='entered by')),
                ('entered_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name='entered at')),
            ],
            options={
                'verbose_name': 'score sheet',
                'verbose_name_plural': 'score sheets',
                'ordering': ['actor', 'number'],
                'constraints': [models.UniqueConstraint(fields=('actor', 'number'), name='one_sheet_of_a_number'), models.CheckConstraint(condition=models.Q(('reservation__isnull', True), ('reservation__range', (0, 100)), _connector='OR'), name='sheet_reservation_is_of_100')],
            },
        ),
        migrations.CreateModel(
            name='Package',
            fields=[
                ('language', models.CharField(default='es', help_text='The language in which the texts were written.', max_length=3, validators=[concertar.kit.texts.require_language], verbose_name='language of the texts')),
                ('translations', models.JSONField(blank=True, default=dict, help_text='Translations of the texts, by language and field.', verbose_name='translations')),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('table', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='packages', to='tables.table', verbose_name='table')),
                ('letter', models.CharField(max_length=2, verbose_name='letter')),
                ('title', models.CharField(blank=True, max_length=120, verbose_name='name')),
                ('origins', models.JSONField(default=list, verbose_name='where it comes from')),
                ('run', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='packages', to='tables.run', verbose_name='search')),
                ('is_withdrawn', models.BooleanField(default=False, verbose_name='withdrawn')),
            ],
            options={
                'verbose_name': 'package',
                'verbose_name_plural': 'packages',
                'ordering': ['table', 'letter'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('is_withdrawn', False)), fields=('table', 'letter'), name='one_package_of_a_letter')],
            },
        ),
        migrations.CreateModel(
            name='Attendance',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attendances', to='tables.meeting', verbose_name='meeting')),
                ('actor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attendances', to='tables.actor', verbose_name='party')),
                ('mandate', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.mandate', verbose_name='mandate')),
                ('entered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='entered by')),
                ('entered_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name='entered at')),
            ],
            options={
                'verbose_name': 'attendance',
                'verbose_name_plural': 'attendances',
                'ordering': ['meeting', 'actor__order'],
                'constraints': [models.UniqueConstraint(fields=('meeting', 'actor'), name='one_attendance_of_a_party')],
            },
        ),
        migrations.CreateModel(
            name='Countersign',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('sheet', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='countersign', to='tables.sheet', verbose_name='sheet')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                ('mandate', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.mandate', verbose_name='mandate')),
                ('at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name='at')),
            ],
            options={
                'verbose_name': 'countersignature',
                'verbose_name_plural': 'countersignatures',
            },
        ),
        migrations.CreateModel(
            name='Misreading',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('sheet', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='misreadings', to='tables.sheet', verbose_name='sheet')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                ('at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name='at')),
            ],
            options={
                'verbose_name': 'reading that differed',
                'verbose_name_plural': 'readings that differed',
            },
        ),
        migrations.CreateModel(
            name='PackageValue',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('package', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='values', to='tables.package', verbose_name='package')),
                ('actor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tables.actor', verbose_name='party')),
                ('sheet', models.ForeignKey(help_text='The one it was computed from: once another counts, the value has lapsed.', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tables.sheet', verbose_name='score sheet')),
                ('value', models.CharField(max_length=80, verbose_name='value')),
                ('gain', models.CharField(max_length=80, verbose_name='gain')),
            ],
            options={
                'verbose_name': 'value of a package',
                'verbose_name_plural': 'values of packages',
                'constraints': [models.UniqueConstraint(fields=('package', 'actor'), name='one_value_of_a_party')],
            },
        ),
        migrations.CreateModel(
            name='Issue',
            fields=[
                ('language', models.CharField(default='es', help_text='The language in which the texts were written.', max_length=3, validators=[concertar.kit.texts.require_language], verbose_name='language of the texts')),
                ('translations', models.JSONField(blank=True, default=dict, help_text='Translations of the texts, by language and field.', verbose_name='translations')),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('table', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='issues', to='tables.table', verbose_name='table')),
                ('key', models.SlugField(max_length=40, verbose_name='key')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
                ('title', models.CharField(max_length=200, verbose_name='issue')),
                ('affects', models.ManyToManyField(blank=True, help_text='Outside this list its effect is nothing; inside it, what is not known is unknown.', related_name='+', to='observatory.indicator', verbose_name='indicators it can move')),
            ],
            options={
                'verbose_name': 'issue',
                'verbose_name_plural': 'issues',
                'ordering': ['table', 'order', 'key'],
                'constraints': [models.UniqueConstraint(fields=('table', 'key'), name='one_issue_of_a_key'), models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='issue_has_a_title')],
            },
        ),
        migrations.CreateModel(
            name='Option',
            fields=[
                ('language', models.CharField(default='es', help_text='The language in which the texts were written.', max_length=3, validators=[concertar.kit.texts.require_language], verbose_name='language of the texts')),
                ('translations', models.JSONField(blank=True, default=dict, help_text='Translations of the texts, by language and field.', verbose_name='translations')),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('issue', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='options', to='tables.issue', verbose_name='issue')),
                ('key', models.SlugField(max_length=40, verbose_name='key')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
                ('title', models.CharField(max_length=200, verbose_name='option')),
                ('description', models.TextField(blank=True, verbose_name='description')),
                ('is_status_quo', models.BooleanField(default=False, verbose_name='as today')),
                ('proposed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='options', to='tables.actor', verbose_name='proposed by')),
                ('is_withdrawn', models.BooleanField(default=False, verbose_name='withdrawn')),
                ('requires', models.ManyToManyField(blank=True, related_name='required_by', to='tables.option', verbose_name='only together with')),
                ('excludes', models.ManyToManyField(blank=True, to='tables.option', verbose_name='never together with')),
            ],
            options={
                'verbose_name': 'option',
                'verbose_name_plural': 'options',
                'ordering': ['issue', 'order', 'key'],
                'constraints': [models.UniqueConstraint(fields=('issue', 'key'), name='one_option_of_a_key'), models.UniqueConstraint(condition=models.Q(('is_status_quo', True)), fields=('issue',), name='one_status_quo'), models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='option_has_a_title'), models.CheckConstraint(condition=models.Q(('is_status_quo', False), ('is_withdrawn', False), _connector='OR'), name='status_quo_is_never_withdrawn')],
            },
        ),
        migrations.CreateModel(
            name='Weight',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('sheet', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='weights', to='tables.sheet', verbose_name='sheet')),
                ('issue', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tables.issue', verbose_name='issue')),
                ('points', models.DecimalField(decimal_places=2, max_digits=6, verbose_name='points')),
            ],
            options={
                'verbose_name': 'weight',
                'verbose_name_plural': 'weights',
                'constraints': [models.UniqueConstraint(fields=('sheet', 'issue'), name='one_weight_of_an_issue'), models.CheckConstraint(condition=models.Q(('points__range', (0, 100))), name='weight_is_of_100')],
            },
        ),
        migrations.CreateModel(
            name='Cost',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('option', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='costs', to='tables.option', verbose_name='option')),
                ('payer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='costs', to='tables.actor', verbose_name='payer')),
                ('amount', models.PositiveBigIntegerField(help_text='In cents.', verbose_name='amount')),
                ('source', models.CharField(max_length=300, verbose_name='source')),
            ],
            options={
                'verbose_name': 'cost',
                'verbose_name_plural': 'costs',
                'ordering': ['option', 'payer'],
                'constraints': [models.UniqueConstraint(fields=('option', 'payer'), name='one_cost_of_a_payer')],
            },
        ),
        migrations.CreateModel(
            name='Load',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('option', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='loads', to='tables.option', verbose_name='option')),
                ('bearer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='loads', to='tables.actor', verbose_name='who carries it out')),
                ('amount', models.PositiveIntegerField(verbose_name='load')),
                ('source', models.CharField(max_length=300, verbose_name='source')),
            ],
            options={
                'verbose_name': 'load',
                'verbose_name_plural': 'loads',
                'ordering': ['option', 'bearer'],
                'constraints': [models.UniqueConstraint(fields=('option', 'bearer'), name='one_load_of_a_bearer')],
            },
        ),
        migrations.CreateModel(
            name='Effect',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('option', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='effects', to='tables.option', verbose_name='option')),
                ('indicator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='observatory.indicator', verbose_name='indicator')),
                ('low', models.DecimalField(decimal_places=6, max_digits=18, verbose_name='low')),
                ('likely', models.DecimalField(decimal_places=6, max_digits=18, verbose_name='likely')),
                ('high', models.DecimalField(decimal_places=6, max_digits=18, verbose_name='high')),
                ('source', models.CharField(max_length=300, verbose_name='source')),
            ],
            options={
                'verbose_name': 'effect',
                'verbose_name_plural': 'effects',
                'ordering': ['option', 'indicator'],
                'constraints': [models.UniqueConstraint(fields=('option', 'indicator'), name='one_effect'), models.CheckConstraint(condition=models.Q(('likely__lte', models.F('high')), ('low__lte', models.F('likely'))), name='effect_is_in_order'), models.CheckConstraint(condition=models.Q(('source', ''), _negated=True), name='effect_has_a_source')],
            },
        ),
        migrations.CreateModel(
            name='Score',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('sheet', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='scores', to='tables.sheet', verbose_name='sheet')),
                ('option', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tables.option', verbose_name='option')),
                ('points', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='points')),
                ('is_red_line', models.BooleanField(default=False, verbose_name='unacceptable')),
                ('interest', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tables.interest', verbose_name='interest it would hurt')),
                ('reason', models.CharField(blank=True, max_length=400, verbose_name='reason')),
            ],
            options={
                'verbose_name': 'score',
                'verbose_name_plural': 'scores',
                'constraints': [models.UniqueConstraint(fields=('sheet', 'option'), name='one_score_of_an_option'), models.CheckConstraint(condition=models.Q(models.Q(('is_red_line', False), ('points__isnull', False), ('points__range', (0, 4))), models.Q(('interest__isnull', False), ('is_red_line', True), ('points__isnull', True), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='score_is_points_or_a_reasoned_red_line')],
            },
        ),
        migrations.CreateModel(
            name='Choice',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('package', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='choices', to='tables.package', verbose_name='package')),
                ('issue', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tables.issue', verbose_name='issue')),
                ('option', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='choices', to='tables.option', verbose_name='option')),
            ],
            options={
                'verbose_name': 'choice',
                'verbose_name_plural': 'choices',
                'ordering': ['package', 'issue__order'],
                'constraints': [models.UniqueConstraint(fields=('package', 'issue'), name='one_option_for_an_issue')],
            },
        ),
        migrations.CreateModel(
            name='Condition',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('score', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='conditions', to='tables.score', verbose_name='score')),
                ('option', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tables.option', verbose_name='only if')),
            ],
            options={
                'verbose_name': 'condition',
                'verbose_name_plural': 'conditions',
                'constraints': [models.UniqueConstraint(fields=('score', 'option'), name='one_condition')],
            },
        ),
        migrations.AddField(
            model_name='issue',
            name='fallback',
            field=models.ForeignKey(blank=True, help_text='What holds if there is no agreement; empty: going on as today.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tables.option', verbose_name='fallback'),
        ),
    ]
